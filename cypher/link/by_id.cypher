// Links by uid; what does not exist is left out.
// params: uids
// returns: node
UNWIND $uids AS wanted
MATCH (n:Link)
WHERE n.uid = wanted AND n.tenant = $tenant
RETURN n
