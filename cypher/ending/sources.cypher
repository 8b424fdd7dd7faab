// Documents that only versions of this model were read from.
// params: model
// returns: source
MATCH (m:Model)
WHERE m.uid = $model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
MATCH (v)-[:PARSED_FROM]->(s:Source)
WITH DISTINCT s
MATCH (any:Version)-[:PARSED_FROM]->(s)
WITH s.uid AS source, sum(CASE WHEN any.model = $model THEN 0 ELSE 1 END) AS others
WHERE others = 0
RETURN source
