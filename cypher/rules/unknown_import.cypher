// References of current models into other namespaces that nothing current answers; calls are asked for apart.
// params: anchors
// returns: anchor, element, version, line, name, kind, type, target, namespace
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant AND a.namespace IS NOT NULL
  AND a.type <> 'process' AND a.type <> 'structure' AND a.type <> 'implementation'
OPTIONAL MATCH (a)-[r:RESOLVES_TO]->(t:Element)
WHERE r.until IS NULL
WITH anchor, a, count(t) AS targets
WHERE targets = 0
MATCH (e:Element)-[:REFERS_TO]->(a)
MATCH (e)-[:STATED_IN]->(v:Version)
MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, e, v, newer
WHERE newer IS NULL
RETURN anchor, e.uid, v.uid, e.line, e.name, e.kind, a.type, a.target, a.namespace
