// Messages that current models throw, none catches, and no message flow leads away.
// params: anchors
// returns: anchor, element, version, line, name, kind, target
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
OPTIONAL MATCH (c:Element)-[r:REFERS_TO]->(a)
WHERE r.kind = 'catches'
OPTIONAL MATCH (c)-[:STATED_IN]->(v:Version)
OPTIONAL MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, sum(CASE WHEN m.uid IS NOT NULL AND newer.uid IS NULL THEN 1 ELSE 0 END) AS others
WHERE others = 0
MATCH (a)-[t:RESOLVES_TO]->(e:Element)
WHERE t.until IS NULL AND t.kind = 'throws' AND t.drawn IS NULL
RETURN anchor, e.uid, e.version, e.line, e.name, e.kind, a.target
