// For each target of models, the build that was recorded last, up to a moment.
// params: models, asOf
// returns: model, build  (a pair: its uid, and that of the version it used)
UNWIND $models AS model
MATCH (m:Model)
WHERE m.uid = model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
MATCH (b:Build)-[:USED]->(v)
WHERE b.recordedAt <= $asOf
WITH model, b.target AS target, b.recordedAt AS key, [b.uid, v.uid] AS build
ORDER BY model, target, key DESC
WITH model, target, collect(build) AS builds
RETURN model, builds[0]
