// The open findings of a version, in the order of the document.
// params: version
// returns: finding
MATCH (f:Finding)-[:FOUND_IN]->(v:Version)
WHERE v.uid = $version AND f.tenant = $tenant AND f.until IS NULL
RETURN f.uid
ORDER BY f.line, f.rule, f.uid
