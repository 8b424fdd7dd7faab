// The current version of a model: the one with the highest number.
// params: model
// returns: version
MATCH (v:Version)-[:VERSION_OF]->(m:Model)
WHERE m.uid = $model AND v.tenant = $tenant
RETURN v
ORDER BY v.number DESC
LIMIT 1
