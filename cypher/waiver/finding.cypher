// What a finding is about, and by which rule.
// params: finding
// returns: rule, version, element
MATCH (f:Finding)
WHERE f.uid = $finding AND f.tenant = $tenant
RETURN f.rule, f.version, f.element
