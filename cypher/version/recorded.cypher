// By which release and parser versions of models and the builds made from them were recorded, up to a moment.
// params: models, asOf
// returns: model, retired, version, build, made  (build may be null; made is how many elements it is known to be made of)
UNWIND $models AS model
MATCH (m:Model)
WHERE m.uid = model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
WHERE v.recordedAt <= $asOf
OPTIONAL MATCH (b:Build)-[:USED]->(v)
WHERE b.recordedAt <= $asOf
OPTIONAL MATCH (b)-[:MADE_FROM]->(e:Element)
RETURN model, m.until, v, b, count(e)
