// What a version refers to beyond itself: anchors that belong to no version.
// params: version
// returns: anchor
MATCH (e:Element)-[:STATED_IN]->(v:Version)
WHERE v.uid = $version AND e.tenant = $tenant
MATCH (e)-[:REFERS_TO]->(a:Anchor)
WHERE a.scope = ''
RETURN DISTINCT a.uid
