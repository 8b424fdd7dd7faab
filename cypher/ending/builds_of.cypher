// Builds that used any version of a model.
// params: model
// returns: build
MATCH (m:Model)
WHERE m.uid = $model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
MATCH (b:Build)-[:USED]->(v)
RETURN DISTINCT b.uid
