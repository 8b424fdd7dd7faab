// Open findings, made by the rules of a tenant, in a version.
// params: version
// returns: finding, rule
MATCH (f:Finding)-[:FOUND_IN]->(v:Version)
WHERE v.uid = $version AND f.tenant = $tenant AND f.until IS NULL AND f.discriminator STARTS WITH 'anchor:'
RETURN f.uid, f.rule
