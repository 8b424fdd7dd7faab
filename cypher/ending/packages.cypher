// Packages that no build but these pins.
// params: builds
// returns: package
UNWIND $builds AS wanted
MATCH (b:Build)
WHERE b.uid = wanted AND b.tenant = $tenant
MATCH (b)-[:DEPENDS_ON]->(p:Package)
WITH p, count(b) AS own
MATCH (any:Build)-[:DEPENDS_ON]->(p)
WITH p.uid AS package, own, count(any) AS uses
WHERE uses = own
RETURN package
