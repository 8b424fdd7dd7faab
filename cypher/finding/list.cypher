// A page of the open findings of living models' current versions, worst first; an empty filter fits all.
// params: rules, severity, element, waived, accepted, key, uid, limit  (after this severity and uid)
// returns: node, key
MATCH (f:Finding)-[:FOUND_IN]->(v:Version)-[:VERSION_OF]->(m:Model)
WHERE f.tenant = $tenant AND f.until IS NULL AND m.until IS NULL
  AND (size($rules) = 0 OR f.rule IN $rules)
  AND ($severity = '' OR f.severity = $severity)
  AND ($element = '' OR f.element = $element)
  AND ($waived = '' OR (($waived = 'yes') = (
    (f.rule + ' ' + v.model) IN $accepted
    OR (f.rule + ' ' + v.model + coalesce(substring(f.element, size(v.uid)), '')) IN $accepted)))
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH f, newer, CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END AS key
WHERE newer IS NULL AND (key > $key OR (key = $key AND f.uid > $uid))
RETURN f, key
ORDER BY key, f.uid
LIMIT $limit
