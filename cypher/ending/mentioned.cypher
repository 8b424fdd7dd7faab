// What versions refer to.
// params: versions
// returns: anchor
UNWIND $versions AS wanted
MATCH (v:Version)
WHERE v.uid = wanted AND v.tenant = $tenant
MATCH (e:Element)-[:STATED_IN]->(v)
MATCH (e)-[:REFERS_TO]->(a:Anchor)
RETURN DISTINCT a.uid
