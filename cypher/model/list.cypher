// A page of the models whose current version fits, by uid; an empty text or kind fits all.
// params: text, kind, retired, uid, limit  (retired ones too; after this uid)
// returns: node
MATCH (v:Version)-[:VERSION_OF]->(m:Model)
WHERE v.tenant = $tenant AND m.uid > $uid AND ($retired OR m.until IS NULL)
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH m, v, newer
WHERE newer IS NULL
  AND ($kind = '' OR v.format = $kind)
  AND ($text = '' OR toLower(m.uid) CONTAINS $text OR toLower(v.name) CONTAINS $text)
RETURN m
ORDER BY m.uid
LIMIT $limit
