// One version.
// params: version
// returns: version
MATCH (v:Version)
WHERE v.uid = $version AND v.tenant = $tenant
RETURN v
