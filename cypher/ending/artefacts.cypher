// Files that builds made.
// params: builds
// returns: artefact
UNWIND $builds AS wanted
MATCH (b:Build)
WHERE b.uid = wanted AND b.tenant = $tenant
MATCH (r:Artefact)-[:GENERATED_BY]->(b)
RETURN r.uid
