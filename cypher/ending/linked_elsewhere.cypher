// Which of these anchors links lead to that are not among these.
// params: anchors, links
// returns: anchor
UNWIND $anchors AS wanted
MATCH (a:Anchor)
WHERE a.uid = wanted AND a.tenant = $tenant
MATCH (l:Link)-[:LINKS]->(a)
WHERE NOT (l.uid IN $links)
RETURN DISTINCT wanted
