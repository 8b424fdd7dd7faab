// One finding of a rule, open or closed, on any version.
// params: rule
// returns: uid
MATCH (f:Finding)
WHERE f.tenant = $tenant AND f.rule = $rule
RETURN f.uid
LIMIT 1
