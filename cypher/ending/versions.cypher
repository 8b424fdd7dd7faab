// All versions of a model.
// params: model
// returns: version, number
MATCH (m:Model)
WHERE m.uid = $model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
RETURN v.uid, v.number
