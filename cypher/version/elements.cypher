// Elements of versions, in the order of the document.
// params: parents, key, uid, limit  (after this sort key and uid)
// returns: parent, total, page  (a list of [key, uid])
UNWIND $parents AS parent
MATCH (p:Version)
WHERE p.uid = parent AND p.tenant = $tenant
MATCH (e:Element)-[:STATED_IN]->(p)
WITH parent, e.position AS key, e.uid AS uid
ORDER BY parent, key, uid
WITH parent, count(*) AS total,
     collect(CASE WHEN key > $key OR (key = $key AND uid > $uid) THEN [key, uid] ELSE NULL END) AS page
RETURN parent, total, page[0..$limit]
