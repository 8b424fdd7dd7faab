// What was found in versions, open or not.
// params: versions
// returns: finding
UNWIND $versions AS wanted
MATCH (v:Version)
WHERE v.uid = wanted AND v.tenant = $tenant
MATCH (f:Finding)-[:FOUND_IN]->(v)
RETURN f.uid
