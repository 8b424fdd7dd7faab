// What elements of current models refer to and several models offer: each with each.
// params: anchors
// returns: anchor, element, version, line, name, kind, type, target, namespace, meant
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
MATCH (a)-[r:RESOLVES_TO]->(t:Element)
WHERE r.until IS NULL AND r.ambiguous = true
WITH anchor, a, collect(t.uid) AS meant
MATCH (e:Element)-[:REFERS_TO]->(a)
MATCH (e)-[:STATED_IN]->(v:Version)
MATCH (v)-[:VERSION_OF]->(m:Model)
WHERE m.until IS NULL
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH anchor, a, meant, e, v, newer
WHERE newer IS NULL
RETURN anchor, e.uid, v.uid, e.line, e.name, e.kind, a.type, a.target, a.namespace, meant
