-- Returns the ids of the vertices that are one edge of these kinds ahead of `near`, or behind them.
-- A vertex that is reached narrowly (graph/walks.py), by one of the kinds `narrowing`, has a label of its own there: as
-- many more than its own as there are labels. Behind a vertex is each before it, reached in either way.
CREATE FUNCTION ameide_next(near graphid[], behind boolean, kinds int, narrowing int, moment agtype) RETURNS graphid[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
    labels int := cardinality(ameide_labels());
    aside agtype := labels * 281474976710656;
    first_narrow graphid := _graphid(labels + 1, 0);
    barred int := {{ kinds | selectattr("second") | sum(attribute="bit") }};
    freely graphid[] := near;
    narrowly graphid[] := '{}';
    follow int := kinds;
BEGIN
    IF narrowing <> 0 THEN
        freely := ARRAY(SELECT n.id FROM unnest(near) AS n (id) WHERE n.id < first_narrow);
        narrowly := ARRAY(SELECT (n.id::agtype - aside)::graphid FROM unnest(near) AS n (id) WHERE n.id >= first_narrow);
    END IF;
    follow := kinds & coalesce((
        SELECT bit_or((ameide_kinds_at(behind))[_extract_label_id(n.id)]) FROM unnest(freely || narrowly) AS n (id)
    ), 0);
    IF follow = 0 THEN
        RETURN '{}';
    ELSIF narrowing = 0 AND behind THEN
        RETURN ARRAY(SELECT DISTINCT e.start_id FROM ameide_edges_by_end_id(near, follow, moment) AS e);
    ELSIF narrowing = 0 THEN
        RETURN ARRAY(SELECT DISTINCT e.end_id FROM ameide_edges_by_start_id(near, follow, moment) AS e);
    ELSIF behind THEN
        RETURN ARRAY(
            SELECT DISTINCT unnest(CASE
                WHEN e.kind_bit & barred <> 0 THEN ARRAY[e.start_id]
                ELSE ARRAY[e.start_id, (e.start_id::agtype + aside)::graphid]
            END)
            FROM (
                SELECT * FROM ameide_edges_by_end_id(freely, follow & ~narrowing, moment)
                UNION ALL
                SELECT * FROM ameide_edges_by_end_id(narrowly, follow & narrowing, moment)
            ) AS e
        );
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT CASE
            WHEN e.kind_bit & narrowing <> 0 THEN (e.end_id::agtype + aside)::graphid
            ELSE e.end_id
        END
        FROM (
            SELECT * FROM ameide_edges_by_start_id(freely, follow, moment)
            UNION ALL
            SELECT * FROM ameide_edges_by_start_id(narrowly, follow & ~barred, moment)
        ) AS e
    );
END
$$;
