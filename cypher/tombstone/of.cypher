// What was erased, newest first: a model by its name, a build by its id; an empty one fits nothing.
// params: subject, build
// returns: tombstone, recordedAt
MATCH (t:Tombstone)
WHERE t.tenant = $tenant AND ((t.kind = 'model' AND t.subject = $subject) OR $build IN t.builds)
RETURN t.uid, t.recordedAt
ORDER BY t.recordedAt DESC
