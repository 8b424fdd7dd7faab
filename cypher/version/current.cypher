// The number of the newest version of models, at a moment.
// params: models, asOf
// returns: model, number
UNWIND $models AS model
MATCH (m:Model)
WHERE m.uid = model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
WHERE v.recordedAt <= $asOf
RETURN model, max(v.number)
