// Which elements refer to which others, by anchors that mean them now.
// params: elements
// returns: element, other
UNWIND $elements AS element
MATCH (e:Element)
WHERE e.uid = element AND e.tenant = $tenant
MATCH (e)-[:REFERS_TO]->(a:Anchor)
MATCH (a)-[r:RESOLVES_TO]->(o:Element)
WHERE r.until IS NULL
RETURN element, o.uid
