// Whether any of these elements exists.
// params: elements
// returns: element
UNWIND $elements AS wanted
MATCH (e:Element)
WHERE e.uid = wanted AND e.tenant = $tenant
RETURN e.uid
LIMIT 1
