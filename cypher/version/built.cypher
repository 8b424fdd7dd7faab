// When each target was last built from each version of a model, up to a moment.
// params: model, asOf
// returns: number, target, last
MATCH (m:Model)
WHERE m.uid = $model AND m.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(m)
MATCH (b:Build)-[:USED]->(v)
WHERE b.recordedAt <= $asOf
RETURN v.number, b.target, max(b.recordedAt)
