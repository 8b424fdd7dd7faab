// One version whose document has a format.
// params: format
// returns: uid
MATCH (v:Version)
WHERE v.tenant = $tenant AND v.format = $format
RETURN v.uid
LIMIT 1
