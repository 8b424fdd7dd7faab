// Which of these anchors there are, and what each stands for.
// params: anchors
// returns: anchor, notation, type, target, namespace
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
RETURN a.uid, a.notation, a.type, a.target, a.namespace
