// Versions of models, newest first.
// params: parents, key, uid, limit, asOf  (after this sort key and uid)
// returns: parent, total, page  (a list of [key, uid])
UNWIND $parents AS parent
MATCH (p:Model)
WHERE p.uid = parent AND p.tenant = $tenant
MATCH (v:Version)-[:VERSION_OF]->(p)
WHERE v.recordedAt <= $asOf
WITH parent, v.number AS key, v.uid AS uid
ORDER BY parent, key DESC, uid
WITH parent, count(*) AS total,
     collect(CASE WHEN key < $key OR (key = $key AND uid > $uid) THEN [key, uid] ELSE NULL END) AS page
RETURN parent, total, page[0..$limit]
