// The number of the last version that was erased under a model's name; none where nothing was.
// params: subject
// returns: last
MATCH (t:Tombstone)
WHERE t.tenant = $tenant AND t.kind = 'model' AND t.subject = $subject
RETURN max(t.last)
