// Signals that current models catch and none throws.
// params: anchors
// returns: anchor, element, version, line, name, kind, target
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
OPTIONAL MATCH (a)-[t:RESOLVES_TO]->(s:Element)
WHERE t.until IS NULL
WITH anchor, a, count(s) AS others
WHERE others = 0
MATCH (e:Element)-[r:REFERS_TO]->(a)
WHERE r.kind = 'catches' AND r.drawn IS NULL
MATCH (e)-[:STATED_IN]->(v:Version)
MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, e, v, newer
WHERE newer IS NULL
RETURN anchor, e.uid, v.uid, e.line, e.name, e.kind, a.target
