// The links at anchors of elements or models; those that have ended too, if asked.
// params: anchors, ended
// returns: anchor, link
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (l:Link)-[:LINKS]->(a)
WHERE $ended OR l.until IS NULL
RETURN anchor, l
