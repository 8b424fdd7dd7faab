// What ever meant something that versions state.
// params: versions
// returns: anchor
UNWIND $versions AS wanted
MATCH (v:Version)
WHERE v.uid = wanted AND v.tenant = $tenant
MATCH (e:Element)-[:STATED_IN]->(v)
MATCH (a:Anchor)-[:RESOLVES_TO]->(e)
RETURN DISTINCT a.uid
