// Regions that builds made of elements.
// params: wanted  (maps of element and build)
// returns: element, build, region
UNWIND $wanted AS pair
MATCH (e:Element)
WHERE e.uid = pair.element AND e.tenant = $tenant
MATCH (r:Region)-[:GENERATED_FROM]->(e)
WHERE r.build = pair.build
RETURN pair.element, pair.build, r.uid
