// Findings of other models that speak of elements of this one, open or not.
// params: model
// returns: finding
MATCH (f:Finding)
WHERE f.tenant = $tenant AND $model IN f.speaksOf
RETURN f.uid
