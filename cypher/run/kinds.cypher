// Kinds of those of these elements that exist.
// params: elements
// returns: element, kind
UNWIND $elements AS wanted
MATCH (e:Element)
WHERE e.uid = wanted AND e.tenant = $tenant
RETURN e.uid, e.kind
