// When each target was last built from each version of models.
// params: models
// returns: model, number, target, last
UNWIND $models AS model
MATCH (m:Model)
WHERE m.uid = model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
MATCH (b:Build)-[:USED]->(v)
RETURN model, v.number, b.target, max(b.recordedAt)
