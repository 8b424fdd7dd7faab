// The open errors of a version: what would stop generation if nobody accepted it.
// params: version
// returns: rule, element
MATCH (f:Finding)-[:FOUND_IN]->(v:Version)
WHERE v.uid = $version AND f.tenant = $tenant AND f.until IS NULL AND f.severity = 'error'
RETURN DISTINCT f.rule, f.element
