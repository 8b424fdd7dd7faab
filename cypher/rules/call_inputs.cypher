// Calls of current models that say which inputs they give, with those that the called process takes.
// params: anchors
// returns: anchor, element, version, line, name, kind, target, process, takes, may_take, gives, gives_all
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (a)-[r:RESOLVES_TO]->(p:Element)
WHERE r.until IS NULL AND p.takes IS NOT NULL
MATCH (e:Element)-[c:REFERS_TO]->(a)
WHERE c.kind = 'calls' AND e.gives IS NOT NULL
MATCH (e)-[:STATED_IN]->(v:Version)
MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, e, v, p, newer
WHERE newer IS NULL
RETURN anchor, e.uid, v.uid, e.line, e.name, e.kind, a.target, p.uid, p.takes, p.mayTake, e.gives, e.givesAll
