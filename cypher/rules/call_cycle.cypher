// Calls of current models: in which process each stands, and which it calls.
// params: anchors
// returns: anchor, element, version, line, name, kind, target, within, process
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (a)-[r:RESOLVES_TO]->(p:Element)
WHERE r.until IS NULL
MATCH (e:Element)-[c:REFERS_TO]->(a)
WHERE c.kind = 'calls'
MATCH (e)-[:STATED_IN]->(v:Version)
MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, e, v, c, p, newer
WHERE newer IS NULL
RETURN anchor, e.uid, v.uid, e.line, e.name, e.kind, a.target, c.within, p.uid
