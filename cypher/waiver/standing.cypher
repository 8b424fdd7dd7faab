// The waivers that hold at a moment and on its day, the oldest first; an empty model is every one.
// params: model, asOf, day
// returns: waiver
MATCH (w:Waiver)
WHERE w.tenant = $tenant AND ($model = '' OR w.model = $model)
  AND w.recordedAt <= $asOf AND (w.until IS NULL OR w.until > $asOf) AND (w.expires IS NULL OR w.expires >= $day)
RETURN w
ORDER BY w.recordedAt
