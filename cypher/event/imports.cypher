// Versions recorded after one moment and not after another, oldest first.
// params: after, asOf
// returns: version, model, number, name, at
MATCH (v:Version)-[:VERSION_OF]->(m:Model)
WHERE v.tenant = $tenant AND v.recordedAt > $after AND v.recordedAt <= $asOf
RETURN v.uid, m.uid, v.number, v.name, v.recordedAt
ORDER BY v.recordedAt, v.uid
