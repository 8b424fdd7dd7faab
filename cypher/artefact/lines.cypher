// The lines of artefacts that came from elements, region by region.
// params: artefacts
// returns: artefact, region, spans  (flat list: start, end, start, end, …)
UNWIND $artefacts AS wanted
MATCH (a:Artefact)-[:HAS_REGION]->(r:Region)
WHERE a.uid = wanted AND a.tenant = $tenant
RETURN wanted, r.uid, r.spans
