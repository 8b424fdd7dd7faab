-- Returns the part of the graph that holds all paths from the starts to the ends, up to the length that the row `end`
-- gives. On such a path a start is only the first vertex, and an end only the last. Rows, by `what`:
--   missing  name: a uid that is no vertex (then there is no other row)
--   end      number: the length up to which all paths are in the answer; name: why there may be longer ones, or NULL
--   vertices ids, names: graphids and uids, parallel
--   edges    ids, others: graphids of starts and ends; lengths: of the shortest walk over each; shortest first; sides:
--            1 where all edges between the two belong to the first side of the rule of walks, 2 to the second, else 0;
--            NULL without `narrowing`
-- It searches forwards from the starts, level by level, then backwards from the ends within what was found. With
-- `nearest` it stops at the level of the first end, so the answer holds the shortest paths alone. A vertex that was
-- reached narrowly, by a kind of `narrowing`, is a vertex of its own on the way (next.sql).
CREATE FUNCTION ameide_between(
    start_uids agtype[], start_labels text[], end_uids agtype[], end_labels text[],
    kinds int, narrowing int, moment agtype, depth int, size int, most_edges int, seconds float8, nearest boolean
) RETURNS TABLE (what text, number int, name text, ids text, others text, names text[], lengths int[], sides int[])
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    deadline timestamptz := clock_timestamp() + make_interval(secs => seconds);
    labels int := cardinality(ameide_labels());
    aside agtype := labels * 281474976710656;
    first_narrow graphid := _graphid(labels + 1, 0);
    barred int := {{ kinds | selectattr("second") | sum(attribute="bit") }};
    starts graphid[];
    ends graphid[];
    passed graphid[];
    ahead graphid[];
    behind graphid[];
    frontier graphid[];
    first_ahead int[] := ARRAY[1];
    first_behind int[] := ARRAY[1];
    longest int := 0;
    level int := 0;
    stopped text;
    left_out boolean := false;
    too_far boolean := false;
    far boolean;
    outside boolean;
BEGIN
    RETURN QUERY
        SELECT 'missing', NULL::int, s.uid::text, NULL, NULL, NULL::text[], NULL::int[], NULL::int[]
        FROM (
            SELECT unnest(start_uids) AS uid, start_labels AS labels UNION ALL SELECT unnest(end_uids), end_labels
        ) AS s
        WHERE NOT EXISTS (
            SELECT FROM ameide_vertices_by_uid(ARRAY[s.uid], s.labels) AS v
            WHERE moment IS NULL
                OR agtype_access_operator(VARIADIC ARRAY[v.properties, '"recordedAt"'::agtype]) <= moment
        );
    IF FOUND THEN
        RETURN;
    END IF;
    starts := ARRAY(SELECT v.id FROM ameide_vertices_by_uid(start_uids, start_labels) AS v);
    ends := ARRAY(SELECT v.id FROM ameide_vertices_by_uid(end_uids, end_labels) AS v);
    -- What no path comes to on its way: a start, however it is reached.
    passed := starts;
    IF narrowing <> 0 THEN
        passed := starts || ARRAY(SELECT (s.id::agtype + aside)::graphid FROM unnest(starts) AS s (id));
        ends := ends || ARRAY(SELECT (e.id::agtype + aside)::graphid FROM unnest(ends) AS e (id));
    END IF;

    ahead := starts;
    frontier := starts;
    LOOP
        EXIT WHEN nearest AND EXISTS (SELECT unnest(frontier) INTERSECT SELECT unnest(ends));
        frontier := ARRAY(SELECT unnest(frontier) EXCEPT SELECT unnest(ends));
        frontier := ARRAY(
            SELECT unnest(ameide_next(frontier, false, kinds, narrowing, moment))
            EXCEPT (SELECT unnest(ahead) UNION ALL SELECT unnest(passed))
        );
        IF frontier = '{}' THEN
            longest := depth;
            EXIT;
        END IF;
        stopped := CASE
            WHEN longest >= depth THEN 'depth'
            WHEN cardinality(ahead) + cardinality(frontier) > size THEN 'size'
            WHEN clock_timestamp() > deadline THEN 'time'
        END;
        EXIT WHEN stopped IS NOT NULL;
        longest := longest + 1;
        first_ahead := first_ahead || (cardinality(ahead) + 1);
        ahead := ahead || frontier;
    END LOOP;

    behind := ARRAY(SELECT unnest(ahead) INTERSECT SELECT unnest(ends));
    frontier := ends;
    LOOP
        frontier := ARRAY(SELECT unnest(frontier) EXCEPT SELECT unnest(starts));
        frontier := ARRAY(
            SELECT unnest(ameide_next(frontier, true, kinds, narrowing, moment))
            EXCEPT (SELECT unnest(behind) UNION ALL SELECT unnest(ends))
        );
        level := level + 1;
        SELECT coalesce(array_agg(f.id) FILTER (WHERE p.hop + level <= longest), '{}'),
            coalesce(bool_or(p.hop + level > longest), false), coalesce(bool_or(p.id IS NULL AND f.id < first_narrow), false)
        INTO frontier, far, outside
        FROM unnest(frontier) AS f (id)
        LEFT JOIN (
            SELECT a.id, width_bucket(a.place::int, first_ahead) - 1 AS hop
            FROM unnest(ahead) WITH ORDINALITY AS a (id, place)
        ) AS p ON p.id = f.id;
        too_far := too_far OR far;
        left_out := left_out OR outside;
        EXIT WHEN frontier = '{}';
        first_behind := first_behind || (cardinality(behind) + 1);
        behind := behind || frontier;
    END LOOP;
    -- Where the search from the starts went no further is of no matter if nothing from there leads to an end.
    too_far := too_far OR left_out AND stopped IS NOT NULL;
    frontier := ARRAY(
        SELECT DISTINCT CASE WHEN b.id < first_narrow THEN b.id ELSE (b.id::agtype - aside)::graphid END
        FROM (SELECT unnest(behind) EXCEPT SELECT unnest(ends)) AS b (id)
    );

    RETURN QUERY
        SELECT 'vertices', NULL::int, NULL, array_agg(v.id)::text, NULL,
            array_agg(ameide_property(v.properties, '"uid"')), NULL::int[], NULL::int[]
        FROM ameide_vertices_by_id(ARRAY(
            SELECT DISTINCT CASE WHEN b.id < first_narrow THEN b.id ELSE (b.id::agtype - aside)::graphid END
            FROM unnest(behind) AS b (id)
        ), {{ labels | as_array }}) AS v;
    RETURN QUERY
        WITH placed AS MATERIALIZED (
            SELECT b.id >= first_narrow AS narrow,
                CASE WHEN b.id < first_narrow THEN b.id ELSE (b.id::agtype - aside)::graphid END AS id,
                b.id <> ALL (ends) AS goes_on,
                width_bucket(b.place::int, first_behind) - 1 AS below,
                width_bucket(a.place::int, first_ahead) - 1 AS hop
            FROM unnest(behind) WITH ORDINALITY AS b (id, place)
            JOIN unnest(ahead) WITH ORDINALITY AS a (id, place) ON a.id = b.id
        ),
        walked AS MATERIALIZED (
            SELECT e.start_id, e.end_id, min(s.hop + 1 + t.below) AS length, CASE
                WHEN bool_and(e.kind_bit & narrowing <> 0) THEN 1
                WHEN bool_and(e.kind_bit & barred <> 0) THEN 2
                ELSE 0
            END AS side
            FROM ameide_edges_by_start_id(frontier, kinds, moment) AS e
            JOIN placed AS s ON s.id = e.start_id AND s.goes_on AND NOT (s.narrow AND e.kind_bit & barred <> 0)
            JOIN placed AS t ON t.id = e.end_id AND t.narrow = (e.kind_bit & narrowing <> 0)
            WHERE t.hop > 0 GROUP BY e.start_id, e.end_id
        ),
        kept AS (
            SELECT * FROM walked WHERE length <= longest ORDER BY length, start_id, end_id LIMIT most_edges + 1
        )
        SELECT 'edges', NULL::int, NULL, array_agg(k.start_id)::text, array_agg(k.end_id)::text, NULL::text[],
            array_agg(k.length), array_agg(k.side) FILTER (WHERE narrowing <> 0)
        FROM (SELECT * FROM kept ORDER BY length, start_id, end_id) AS k
        UNION ALL
        SELECT 'end', longest,
            CASE WHEN too_far OR EXISTS (SELECT FROM walked WHERE length > longest) THEN coalesce(stopped, 'depth') END,
            NULL, NULL, NULL, NULL, NULL;
END
$$;
