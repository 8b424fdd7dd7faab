// The packages that the code of builds pins.
// params: builds
// returns: build, package
UNWIND $builds AS wanted
MATCH (b:Build)-[:DEPENDS_ON]->(p:Package)
WHERE b.uid = wanted AND b.tenant = $tenant
RETURN wanted, p.purl
