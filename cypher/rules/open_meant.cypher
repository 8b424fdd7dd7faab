// Open findings, made by the rules of a tenant, of elements that anchors mean.
// params: anchors
// returns: anchor, finding, rule, element, message, trace
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (a)-[r:RESOLVES_TO]->(e:Element)
WHERE r.until IS NULL
MATCH (f:Finding)-[:ABOUT]->(e)
WHERE f.until IS NULL AND f.discriminator STARTS WITH (anchor + ' ')
RETURN anchor, f.uid, f.rule, e.uid, f.message, f.trace
