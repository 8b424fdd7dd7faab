// What versions state.
// params: versions
// returns: element
UNWIND $versions AS wanted
MATCH (v:Version)
WHERE v.uid = wanted AND v.tenant = $tenant
MATCH (e:Element)-[:STATED_IN]->(v)
RETURN e.uid
