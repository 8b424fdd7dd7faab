// What was accepted of a model, and the anchors that stand for it.
// params: model
// returns: waiver, anchor
MATCH (w:Waiver)
WHERE w.tenant = $tenant AND w.model = $model
MATCH (w)-[:WAIVES]->(a:Anchor)
RETURN w.uid, a.uid
