// All builds: of which version, for which target, when.
// params:
// returns: build, version, target, recordedAt
MATCH (b:Build)
WHERE b.tenant = $tenant
RETURN b.uid, b.version, b.target, b.recordedAt
