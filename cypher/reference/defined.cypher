// What anchors mean now, and the namespace that each is defined in.
// params: anchors
// returns: anchor, element, namespace
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (a)-[r:RESOLVES_TO]->(e:Element)
WHERE r.until IS NULL
MATCH (d:Element)-[:CONTAINS]->(e)
RETURN anchor, e.uid, d.targetNamespace
