// One build.
// params: build
// returns: build
MATCH (b:Build)
WHERE b.uid = $build AND b.tenant = $tenant
RETURN b
