// Processes of current models whose id is that of a process of another model too.
// params: anchors
// returns: anchor, element, version, line, name, kind, target
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant AND a.namespace IS NULL
MATCH (a)-[r:RESOLVES_TO]->(e:Element)
WHERE r.until IS NULL AND r.ambiguous = true
RETURN anchor, e.uid, e.version, e.line, e.name, e.kind, a.target
