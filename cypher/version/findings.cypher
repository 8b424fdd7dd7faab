// Findings open at a moment in versions, in the order of the document.
// params: parents, key, uid, limit, asOf  (after this sort key and uid)
// returns: parent, total, page  (a list of [key, uid])
UNWIND $parents AS parent
MATCH (p:Version)
WHERE p.uid = parent AND p.tenant = $tenant
MATCH (f:Finding)-[:FOUND_IN]->(p)
WHERE f.recordedAt <= $asOf AND (f.until IS NULL OR f.until > $asOf)
WITH parent, coalesce(f.line, 0) AS key, f.uid AS uid
ORDER BY parent, key, uid
WITH parent, count(*) AS total,
     collect(CASE WHEN key > $key OR (key = $key AND uid > $uid) THEN [key, uid] ELSE NULL END) AS page
RETURN parent, total, page[0..$limit]
