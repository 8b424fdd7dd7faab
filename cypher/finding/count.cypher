// How many open findings living models' current versions have; an empty filter fits all.
// params: rules, severity, element, waived, accepted
// returns: total
MATCH (f:Finding)-[:FOUND_IN]->(v:Version)-[:VERSION_OF]->(m:Model)
WHERE f.tenant = $tenant AND f.until IS NULL AND m.until IS NULL
  AND (size($rules) = 0 OR f.rule IN $rules)
  AND ($severity = '' OR f.severity = $severity)
  AND ($element = '' OR f.element = $element)
  AND ($waived = '' OR (($waived = 'yes') = (
    (f.rule + ' ' + v.model) IN $accepted
    OR (f.rule + ' ' + v.model + coalesce(substring(f.element, size(v.uid)), '')) IN $accepted)))
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH f, newer
WHERE newer IS NULL
RETURN count(*)
