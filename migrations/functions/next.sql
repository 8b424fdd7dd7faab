-- Returns the ids of the vertices that are one edge of these kinds ahead of `near`, or behind them.
CREATE FUNCTION ameide_next(near graphid[], behind boolean, kinds int, moment agtype) RETURNS graphid[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
    follow int := kinds & coalesce(
        (SELECT bit_or((ameide_kinds_at(behind))[_extract_label_id(n.id)]) FROM unnest(near) AS n (id)), 0
    );
BEGIN
    IF follow = 0 THEN
        RETURN '{}';
    ELSIF behind THEN
        RETURN ARRAY(SELECT DISTINCT e.start_id FROM ameide_edges_by_end_id(near, follow, moment) AS e);
    END IF;
    RETURN ARRAY(SELECT DISTINCT e.end_id FROM ameide_edges_by_start_id(near, follow, moment) AS e);
END
$$;
