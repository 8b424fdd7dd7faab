// Calls of current models that nothing current answers.
// params: anchors
// returns: anchor, element, version, line, name, kind, target, namespace
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
OPTIONAL MATCH (a)-[r:RESOLVES_TO]->(t:Element)
WHERE r.until IS NULL
WITH anchor, a, count(t) AS targets
WHERE targets = 0
MATCH (e:Element)-[c:REFERS_TO]->(a)
WHERE c.kind = 'calls'
MATCH (e)-[:STATED_IN]->(v:Version)
MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, e, v, newer
WHERE newer IS NULL
RETURN anchor, e.uid, v.uid, e.line, e.name, e.kind, a.target, a.namespace
