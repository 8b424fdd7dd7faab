// The links of a model, and the anchors to which they lead.
// params: anchor
// returns: link, anchor
MATCH (l:Link)-[:LINKS]->(a:Anchor)
WHERE a.uid = $anchor AND l.tenant = $tenant
MATCH (l)-[:LINKS]->(b:Anchor)
RETURN l.uid, b.uid
