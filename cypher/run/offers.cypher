// What a version offers to the whole tenant: its open resolutions of anchors that belong to no version.
// params: version
// returns: anchor, element, kind  (throws, where the element is what throws a message or signal of that name)
MATCH (e:Element)-[:STATED_IN]->(v:Version)
WHERE v.uid = $version AND e.tenant = $tenant
MATCH (a:Anchor)-[r:RESOLVES_TO]->(e)
WHERE a.scope = '' AND r.until IS NULL
RETURN a.uid, e.uid, r.kind
