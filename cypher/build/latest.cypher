// The build of each model and target that was recorded last, of those that fit; an empty prefix or target fits all.
// params: prefix, target  (of the version's id)
// returns: build  (a pair: its recordedAt and uid)
MATCH (b:Build)-[:USED]->(v:Version)
WHERE b.tenant = $tenant
  AND (b.version STARTS WITH $prefix)
  AND ($target = '' OR b.target = $target)
WITH v.model AS model, b.target AS target, b.recordedAt AS key, [b.recordedAt, b.uid] AS build
ORDER BY model, target, key DESC
WITH model, target, collect(build) AS builds
RETURN builds[0]
