// What elements rely on in other versions, by links that hold.
// params: elements
// returns: element, dependency
UNWIND $elements AS element
MATCH (e:Element)
WHERE e.uid = element AND e.tenant = $tenant
MATCH (e)-[r:RELIES_ON]->(d:Element)
WHERE r.until IS NULL AND d.version <> e.version
RETURN element, d.uid
