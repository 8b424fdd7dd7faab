// What anchors mean now, with the properties of the definitions that it stands in.
// params: anchors
// returns: anchor, element, definitions
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (a)-[r:RESOLVES_TO]->(e:Element)
WHERE r.until IS NULL
MATCH (d:Element)-[:CONTAINS]->(e)
RETURN anchor, e.uid, d.properties
