// Findings opened or closed after one moment and not after another.
// params: after, asOf
// returns: finding, rule, severity, message, element, version, opened, closed
MATCH (f:Finding)-[:FOUND_IN]->(v:Version)
WHERE f.tenant = $tenant
  AND ((f.recordedAt > $after AND f.recordedAt <= $asOf) OR (f.until > $after AND f.until <= $asOf))
RETURN f.uid, f.rule, f.severity, f.message, f.element, v.uid, f.recordedAt, f.until
ORDER BY f.uid
