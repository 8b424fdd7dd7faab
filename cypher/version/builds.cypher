// Builds that used versions, newest first.
// params: parents, key, uid, limit  (after this sort key and uid)
// returns: parent, total, page  (a list of [key, uid])
UNWIND $parents AS parent
MATCH (p:Version)
WHERE p.uid = parent AND p.tenant = $tenant
MATCH (b:Build)-[:USED]->(p)
WITH parent, b.recordedAt AS key, b.uid AS uid
ORDER BY parent, key DESC, uid
WITH parent, count(*) AS total,
     collect(CASE WHEN key < $key OR (key = $key AND uid > $uid) THEN [key, uid] ELSE NULL END) AS page
RETURN parent, total, page[0..$limit]
