// The versions of models, and when a model was retired.
// params: models
// returns: model, number, retired
UNWIND $models AS model
MATCH (m:Model)
WHERE m.uid = model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
RETURN model, v.number, m.until
