-- Returns the ids of the vertices that are one edge ahead of `near`, or behind them.
-- followed and near_ids are parallel: this kind of edge can be followed from a vertex with this label id.
CREATE FUNCTION ameide_next(
    near graphid[], behind boolean, followed text[], near_ids int[], moment agtype
) RETURNS graphid[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
    follow text[] := ARRAY(
        SELECT DISTINCT f.k FROM unnest(followed, near_ids) AS f (k, n)
        WHERE f.n IN (SELECT DISTINCT _extract_label_id(i) FROM unnest(near) AS i)
    );
BEGIN
    IF follow = '{}' THEN
        RETURN '{}';
    ELSIF behind THEN
        RETURN ARRAY(SELECT DISTINCT e.start_id FROM ameide_edges_by_end_id(near, follow, moment) AS e);
    END IF;
    RETURN ARRAY(SELECT DISTINCT e.end_id FROM ameide_edges_by_start_id(near, follow, moment) AS e);
END
$$;
