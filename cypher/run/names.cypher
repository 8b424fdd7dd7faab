// The lock file of the last build for a target, of the nearest version before a number that has one.
// params: model, target, number, path
// returns: digest, number, at
MATCH (v:Version)-[:VERSION_OF]->(m:Model)
WHERE m.uid = $model AND v.tenant = $tenant AND v.number < $number
MATCH (b:Build)-[:USED]->(v)
WHERE b.target = $target
MATCH (a:Artefact)-[:GENERATED_BY]->(b)
WHERE a.path = $path
RETURN a.digest, v.number, b.recordedAt
ORDER BY v.number DESC, b.recordedAt DESC
LIMIT 1
