// What was accepted of these anchors.
// params: anchors
// returns: waiver
UNWIND $anchors AS wanted
MATCH (a:Anchor)
WHERE a.uid = wanted AND a.tenant = $tenant
MATCH (w:Waiver)-[:WAIVES]->(a)
RETURN DISTINCT w.uid
