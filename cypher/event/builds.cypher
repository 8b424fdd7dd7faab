// Builds recorded after one moment and not after another, oldest first.
// params: after, asOf
// returns: build, target, version, at
MATCH (b:Build)-[:USED]->(v:Version)
WHERE b.tenant = $tenant AND b.recordedAt > $after AND b.recordedAt <= $asOf
RETURN b.uid, b.target, v.uid, b.recordedAt
ORDER BY b.recordedAt, b.uid
