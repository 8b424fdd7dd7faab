// A page of all builds, newest first.
// params: key, uid, limit  (after this recordedAt and uid)
// returns: node, key
MATCH (b:Build)
WHERE b.tenant = $tenant AND (b.recordedAt < $key OR (b.recordedAt = $key AND b.uid > $uid))
RETURN b, b.recordedAt
ORDER BY b.recordedAt DESC, b.uid
LIMIT $limit
