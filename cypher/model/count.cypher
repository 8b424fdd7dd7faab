// How many models have a current version that fits; an empty text or kind fits all.
// params: text, kind, retired  (retired ones too)
// returns: total
MATCH (v:Version)-[:VERSION_OF]->(m:Model)
WHERE v.tenant = $tenant AND ($retired OR m.until IS NULL)
OPTIONAL MATCH (newer:Version)-[:REVISES]->(v)
WITH m, v, newer
WHERE newer IS NULL
  AND ($kind = '' OR v.format = $kind)
  AND ($text = '' OR toLower(m.uid) CONTAINS $text OR toLower(v.name) CONTAINS $text)
RETURN count(*)
