// The current version of a model: the one with the highest number; and when the model was retired.
// params: model
// returns: version, retired
MATCH (v:Version)-[:VERSION_OF]->(m:Model)
WHERE m.uid = $model AND v.tenant = $tenant
RETURN v, m.until
ORDER BY v.number DESC
LIMIT 1
