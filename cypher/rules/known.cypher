// Which of these anchors there are.
// params: anchors
// returns: anchor
UNWIND $anchors AS anchor
MATCH (a:Anchor)
WHERE a.uid = anchor AND a.tenant = $tenant
RETURN a.uid
