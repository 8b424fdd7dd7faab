// One version, and when its model was retired.
// params: version
// returns: version, retired
MATCH (v:Version)-[:VERSION_OF]->(m:Model)
WHERE v.uid = $version AND v.tenant = $tenant
RETURN v, m.until
