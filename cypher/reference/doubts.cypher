// Open findings that an anchor could mean several things.
// params: anchors, rule
// returns: anchor, finding
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (e:Element)-[:REFERS_TO]->(a)
MATCH (f:Finding)-[:ABOUT]->(e)
WHERE f.rule = $rule AND f.until IS NULL AND f.discriminator STARTS WITH (anchor + ' ')
RETURN anchor, f.uid
