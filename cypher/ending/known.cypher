// The keys by which elements of versions are or were found as ends of links.
// params: versions
// returns: anchor
UNWIND $versions AS wanted
MATCH (v:Version)
WHERE v.uid = wanted AND v.tenant = $tenant
MATCH (e:Element)-[:STATED_IN]->(v)
MATCH (e)-[:KNOWN_AS]->(a:Anchor)
RETURN DISTINCT a.uid
