// How many builds fit; an empty prefix or target fits all.
// params: prefix, target  (of the version's id)
// returns: total
MATCH (b:Build)
WHERE b.tenant = $tenant
  AND (b.version STARTS WITH $prefix)
  AND ($target = '' OR b.target = $target)
RETURN count(*)
