// How many links hold; an empty filter fits all.
// params: status, kind, how, model, least
// returns: total
MATCH (l:Link)
WHERE l.tenant = $tenant AND l.until IS NULL
  AND ($status = '' OR l.status = $status)
  AND ($kind = '' OR l.kind = $kind)
  AND ($how = '' OR l.how = $how)
  AND l.confidence >= $least
  AND ($model = '' OR l.dependent = $model OR l.dependency = $model
    OR l.dependent STARTS WITH ($model + '#') OR l.dependency STARTS WITH ($model + '#'))
RETURN count(*)
