// What of these anchors is accepted at a moment and on its day, the oldest first.
// params: anchors, asOf, day
// returns: anchor, waiver
UNWIND $anchors AS wanted
MATCH (a:Anchor)
WHERE a.uid = wanted AND a.tenant = $tenant
MATCH (w:Waiver)-[:WAIVES]->(a)
WHERE w.recordedAt <= $asOf AND (w.until IS NULL OR w.until > $asOf) AND (w.expires IS NULL OR w.expires >= $day)
RETURN wanted, w.uid
ORDER BY w.recordedAt
