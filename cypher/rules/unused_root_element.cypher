// What current models state for others to refer to, and nothing current refers to.
// params: anchors
// returns: anchor, element, version, line, name, kind, target
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant AND a.namespace IS NULL
MATCH (a)-[r:RESOLVES_TO]->(e:Element)
WHERE r.until IS NULL AND r.kind IS NULL
OPTIONAL MATCH (b:Anchor)-[s:RESOLVES_TO]->(e)
WHERE s.until IS NULL
OPTIONAL MATCH (u:Element)-[:REFERS_TO]->(b)
OPTIONAL MATCH (u)-[:STATED_IN]->(w:Version)
OPTIONAL MATCH (w)-[:VERSION_OF]->(n:Model)
WHERE n.until IS NULL
OPTIONAL MATCH (later:Version)-[:REVISES]->(w)
WITH anchor, a, e, sum(CASE WHEN n.uid IS NOT NULL AND later.uid IS NULL THEN 1 ELSE 0 END) AS uses
WHERE uses = 0
RETURN anchor, e.uid, e.version, e.line, e.name, e.kind, a.target
