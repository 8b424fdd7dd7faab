// The links that a file states and that hold.
// params: source
// returns: link
MATCH (l:Link)
WHERE l.tenant = $tenant AND l.source = $source AND l.until IS NULL
RETURN l
