// Elements of current versions that refer to anchors; retired models say nothing any more.
// params: anchors
// returns: anchor, type, target, element, version, line
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (e:Element)-[:REFERS_TO]->(a)
MATCH (e)-[:STATED_IN]->(v:Version)
MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, e, v, newer
WHERE newer IS NULL
RETURN anchor, a.type, a.target, e.uid, v.uid, e.line
