// A page of the builds that fit, newest first; an empty prefix or target fits all.
// params: prefix, target, key, uid, limit  (of the version's id; after this recordedAt and uid)
// returns: node, key
MATCH (b:Build)
WHERE b.tenant = $tenant AND (b.recordedAt < $key OR (b.recordedAt = $key AND b.uid > $uid))
  AND (b.version STARTS WITH $prefix)
  AND ($target = '' OR b.target = $target)
RETURN b, b.recordedAt
ORDER BY b.recordedAt DESC, b.uid
LIMIT $limit
