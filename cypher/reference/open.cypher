// What anchors mean now.
// params: anchors
// returns: anchor, element, ambiguous
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (a)-[r:RESOLVES_TO]->(e:Element)
WHERE r.until IS NULL
RETURN anchor, e.uid, r.ambiguous
