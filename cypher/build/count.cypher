// How many builds there are.
// params:
// returns: total
MATCH (b:Build)
WHERE b.tenant = $tenant
RETURN count(*)
