// How many open findings one version has; an empty filter fits all.
// params: version, rules, severity, element, waived, accepted
// returns: total
MATCH (v:Version)
WHERE v.uid = $version AND v.tenant = $tenant
MATCH (f:Finding)-[:FOUND_IN]->(v)
WHERE f.until IS NULL
  AND (size($rules) = 0 OR f.rule IN $rules)
  AND ($severity = '' OR f.severity = $severity)
  AND ($element = '' OR f.element = $element)
  AND ($waived = '' OR (($waived = 'yes') = (
    (f.rule + ' ' + v.model) IN $accepted
    OR (f.rule + ' ' + v.model + coalesce(substring(f.element, size(v.uid)), '')) IN $accepted)))
RETURN count(*)
