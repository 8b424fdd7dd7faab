// Who decided about a link.
// params: parents, key, uid, limit  (after this sort key and uid)
// returns: parent, total, page  (a list of [key, uid])
UNWIND $parents AS parent
MATCH (p:Link)
WHERE p.uid = parent AND p.tenant = $tenant
MATCH (p)-[:BY]->(a:Actor)
WITH parent, a.uid AS uid
ORDER BY parent, uid
WITH parent, count(*) AS total,
     collect(CASE WHEN uid > $key OR (uid = $key AND uid > $uid) THEN [uid, uid] ELSE NULL END) AS page
RETURN parent, total, page[0..$limit]
