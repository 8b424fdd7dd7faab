// Regions of files that builds made.
// params: builds
// returns: region
UNWIND $builds AS wanted
MATCH (b:Build)
WHERE b.uid = wanted AND b.tenant = $tenant
MATCH (r:Region)-[:GENERATED_BY]->(b)
RETURN r.uid
