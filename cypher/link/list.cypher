// A page of the links that hold, the surest first; an empty filter fits all.
// params: status, kind, how, model, least, key, uid, limit  (after this sort key and uid)
// returns: node, key
MATCH (l:Link)
WHERE l.tenant = $tenant AND l.until IS NULL
  AND ($status = '' OR l.status = $status)
  AND ($kind = '' OR l.kind = $kind)
  AND ($how = '' OR l.how = $how)
  AND l.confidence >= $least
  AND ($model = '' OR l.dependent = $model OR l.dependency = $model
    OR l.dependent STARTS WITH ($model + '#') OR l.dependency STARTS WITH ($model + '#'))
WITH l, 100 - l.confidence AS key
WHERE key > $key OR (key = $key AND l.uid > $uid)
RETURN l, key
ORDER BY key, l.uid
LIMIT $limit
