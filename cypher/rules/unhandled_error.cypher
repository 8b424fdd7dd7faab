// Errors that leave processes of current models, each code by itself, and that no current caller handles.
// params: anchors
// returns: anchor, element, version, line, name, kind, target, code
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (e:Element)-[r:REFERS_TO]->(a)
WHERE r.kind = 'throws'
MATCH (e)-[:STATED_IN]->(v:Version)
MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, e, v, r.codes AS codes, newer
WHERE newer IS NULL
UNWIND codes AS code
OPTIONAL MATCH (c:Element)-[h:REFERS_TO]->(a)
WHERE h.kind = 'catches' AND (code IN h.codes OR '' IN h.codes)
OPTIONAL MATCH (c)-[:STATED_IN]->(w:Version)
OPTIONAL MATCH (w)-[:VERSION_OF]->(n:Model)
WHERE n.until IS NULL
OPTIONAL MATCH (later:Version)-[:REVISES]->(w)
WITH anchor, a, e, v, code, sum(CASE WHEN n.uid IS NOT NULL AND later.uid IS NULL THEN 1 ELSE 0 END) AS handlers
WHERE handlers = 0
RETURN anchor, e.uid, v.uid, e.line, e.name, e.kind, a.target, code
