// The keys of elements.
// params: elements
// returns: element, anchor, text, said, mention, own, certain, explicit
UNWIND $elements AS element
MATCH (e:Element)
WHERE e.uid = element AND e.tenant = $tenant
MATCH (e)-[k:KNOWN_AS]->(a:Anchor)
WHERE k.until IS NULL
RETURN element, a.uid, k.text, k.said, k.mention, k.own, k.certain, k.explicit
