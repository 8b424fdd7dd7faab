// Which of these anchors are keys of elements that are not of this model's versions.
// params: anchors, prefix  (of the versions' ids)
// returns: anchor
UNWIND $anchors AS wanted
MATCH (a:Anchor)
WHERE a.uid = wanted AND a.tenant = $tenant
MATCH (e:Element)-[:KNOWN_AS]->(a)
WHERE NOT (e.version STARTS WITH $prefix)
RETURN DISTINCT wanted
