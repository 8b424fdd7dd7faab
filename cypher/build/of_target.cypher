// One build for a target.
// params: target
// returns: uid
MATCH (b:Build)
WHERE b.tenant = $tenant AND b.target = $target
RETURN b.uid
LIMIT 1
