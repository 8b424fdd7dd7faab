// The keys by which elements of a version are found as ends of links.
// params: version
// returns: element, anchor
MATCH (e:Element)-[:STATED_IN]->(v:Version)
WHERE v.uid = $version AND e.tenant = $tenant
MATCH (e)-[k:KNOWN_AS]->(a:Anchor)
WHERE k.until IS NULL
RETURN e.uid, a.uid
