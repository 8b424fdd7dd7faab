// Which of these anchors elements refer to that are not of this model's versions.
// params: anchors, prefix  (of the versions' ids)
// returns: anchor
UNWIND $anchors AS wanted
MATCH (a:Anchor)
WHERE a.uid = wanted AND a.tenant = $tenant
MATCH (e:Element)-[:REFERS_TO]->(a)
WHERE NOT (e.version STARTS WITH $prefix)
RETURN DISTINCT wanted
