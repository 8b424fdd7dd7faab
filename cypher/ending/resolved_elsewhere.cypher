// Which of these anchors ever meant elements that are not of this model's versions.
// params: anchors, prefix  (of the versions' ids)
// returns: anchor
UNWIND $anchors AS wanted
MATCH (a:Anchor)
WHERE a.uid = wanted AND a.tenant = $tenant
MATCH (a)-[:RESOLVES_TO]->(e:Element)
WHERE NOT (e.version STARTS WITH $prefix)
RETURN DISTINCT wanted
