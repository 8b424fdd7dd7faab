// The elements that share keys, at most so many of all keys together.
// params: anchors, limit
// returns: anchor, element, kind, name, text, said, mention, own, certain, explicit
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (e:Element)-[k:KNOWN_AS]->(a)
WHERE k.until IS NULL
RETURN anchor, e.uid, e.kind, e.name, k.text, k.said, k.mention, k.own, k.certain, k.explicit
LIMIT $limit
