-- Whether anything was erased after a moment: then nobody knows what was there at that moment.
CREATE FUNCTION ameide_erased_after(moment agtype) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM "Tombstone"
        WHERE agtype_access_operator(VARIADIC ARRAY[properties, '"recordedAt"'::agtype]) > moment
    )
$$;

-- Reach at a cost of the reached part, with hubs and tombstones.
--
-- ameide_reached goes breadth first from the starts. One row:
--   missing          uids of starts that are no vertex (then nothing else), or NULL
--   ids, ends        what was reached, nearest first, no vertex twice; the place in it where each hop ends
--   hubs, hub_edges  those with at least `hub` edges to follow, and how many, parallel
--   stopped          why it stopped short, or NULL; stopped_at: the distance beyond which something is missing
-- followed and near_labels are parallel: this kind of edge can be followed from a vertex of this label.
--
-- It begins hop by hop: all edges of a hop at once, and what they lead to compared with all that was reached before.
-- That is the fastest as long as hops are few or wide. Where the comparisons come to more than the edges, one recursive
-- query does the rest: what was seen is the hash table of its UNION, so that every edge costs one lookup however deep
-- the graph is. It returns rows in the order in which it found them. Rows of label 1000 and more are no vertices: those
-- of label 3000 say that a hop begins, one of label 2000 that time ran out, others that the vertex of the label 1000
-- less is a hub. A kind that cannot be followed from a vertex costs a test of a bit, which is why they stand in nested
-- CASEs and not in a UNION.
DO $do$
DECLARE
    graph text := current_schema();
    labels text[] := ARRAY[
        'Model', 'Version', 'Element', 'Anchor', 'Source', 'Finding', 'Waiver',
        'Build', 'Artefact', 'Region', 'Package', 'Actor', 'Tombstone'
    ];
    kinds text[] := ARRAY[
        'PARSED_FROM', 'VERSION_OF', 'STATED_IN', 'CONTAINS', 'REFERS_TO', 'RESOLVES_TO', 'ABOUT', 'FOUND_IN',
        'WAIVES', 'USED', 'DEPENDS_ON', 'GENERATED_BY', 'HAS_REGION', 'GENERATED_FROM', 'BY', 'FLOWS_TO', 'REVISES'
    ];
    property text := 'agtype_access_operator(VARIADIC ARRAY[properties, ''"%s"''::agtype])';
    recorded text := ' AND ' || format(property, 'recordedAt') || ' <= moment';
    ended_later text := format(' AND (%1$s IS NULL OR %1$s > moment)', format(property, 'until'));
    open text := ' AND ' || format(property, 'until') || ' IS NULL';
    hop text := $sql$
        IF mask & %s <> 0 THEN
            ahead := ARRAY(SELECT %I FROM %I WHERE %I = ANY (frontier)%s);
            IF ahead <> '{}' THEN
                next := next || ahead;
                several := several + 1;
            END IF;
        END IF;
    $sql$;
    search text := $sql$
        WITH RECURSIVE found (id) AS (
            SELECT unnest(_graphid(3000, level) || ids)
            UNION
            SELECT unnest(CASE
                WHEN far.ids IS NULL THEN CASE WHEN step.kinds IS NULL AND near.id >= first_mark AND near.id < last_mark
                    THEN ARRAY[(near.id::agtype + one)::graphid] END
                WHEN cardinality(far.ids) < hub THEN far.ids
                WHEN collapse AND near.id <> ALL (starts) THEN ARRAY[(near.id::agtype + beyond)::graphid]
                ELSE far.ids || (near.id::agtype + beyond)::graphid
            END)
            FROM found AS near
            CROSS JOIN LATERAL (
                SELECT masks[_extract_label_id(near.id)] AS kinds, clock_timestamp() > deadline AS late
                OFFSET 0
            ) AS step
            CROSS JOIN LATERAL (
                SELECT CASE WHEN step.kinds <> 0 THEN CASE WHEN step.late THEN too_late ELSE %s END END AS ids OFFSET 0
            ) AS far
        ),
        -- No further than the hop beyond the last one that is asked for, nor than one more than may be reached.
        enough AS MATERIALIZED (
            SELECT p.place - 1 AS place FROM (SELECT f.id, row_number() OVER () AS place FROM found AS f) AS p
            WHERE p.id = last_mark OR p.place > 2 * (size + 3) + furthest - level LIMIT 1
        )
        SELECT array_agg(l.id) FILTER (WHERE l.id < first_odd), array_agg(l.id) FILTER (WHERE l.id >= first_odd),
            array_agg(l.place) FILTER (WHERE l.id >= first_odd)
        INTO ids, marks, places FROM (
            SELECT f.id, row_number() OVER () AS place FROM found AS f LIMIT (SELECT e.place FROM enough AS e)
        ) AS l;
    $sql$;
    hop_steps text[] := '{}';
    searches text[] := '{}';
    present text;
    count_hubs text := $sql$SELECT array_agg(n.id), array_agg(n.edges) INTO hubs, hub_edges
        FROM (
            SELECT CASE WHEN impact THEN e.end_id ELSE e.start_id END AS id, count(*) AS edges
            FROM (
                SELECT * FROM ameide_edges_by_end_id(frontier, followed, moment) WHERE impact
                UNION ALL
                SELECT * FROM ameide_edges_by_start_id(frontier, followed, moment) WHERE NOT impact
            ) AS e GROUP BY 1 HAVING count(*) >= hub
        ) AS n;$sql$;
    near text;
    past boolean;
    steps text;
    far text;
BEGIN
    FOREACH near IN ARRAY ARRAY['end_id', 'start_id'] LOOP
        FOREACH past IN ARRAY ARRAY[false, true] LOOP
            SELECT string_agg(format('IF mask & %s <> 0 THEN %s END IF;', several.bits, several.steps), ''),
                string_agg(format('CASE WHEN step.kinds & %s <> 0 THEN %s END', several.bits, several.far), ' || ')
            INTO steps, far
            FROM (
                SELECT bit_or(b.bit) AS bits, string_agg(format(
                    'CASE WHEN step.kinds & %s <> 0 THEN ARRAY(SELECT %I FROM %I WHERE %I = near.id%s) END',
                    b.bit, b.far, k.kind, near, b.standing
                ), ' || ' ORDER BY b.bit) AS far,
                string_agg(format(hop, b.bit, b.far, k.kind, near, b.standing), '' ORDER BY b.bit) AS steps
                FROM unnest(kinds) WITH ORDINALITY AS k (kind, place),
                LATERAL (
                    SELECT 1 << (k.place - 1)::int AS bit,
                        CASE near WHEN 'end_id' THEN 'start_id' ELSE 'end_id' END AS far,
                        concat(CASE WHEN past THEN recorded END, CASE WHEN k.kind = 'RESOLVES_TO' THEN
                            CASE WHEN past THEN ended_later ELSE open END END) AS standing
                ) AS b
                GROUP BY k.place / 5
            ) AS several;
            hop_steps := hop_steps || steps;
            searches := searches || format(search, far);
        END LOOP;
    END LOOP;
    SELECT string_agg(
        format('CASE WHEN EXISTS (SELECT FROM %I) THEN %s ELSE 0 END', kind, 1 << (place - 1)::int), ' | '
    ) INTO present FROM unnest(kinds) WITH ORDINALITY AS k (kind, place);
    EXECUTE format(
        'CREATE FUNCTION ameide_labels() RETURNS text[] LANGUAGE sql IMMUTABLE AS %L',
        format('SELECT %L::text[]', (
            SELECT array_agg(l.label ORDER BY id) FROM generate_series(1, (
                SELECT max(_label_id(graph::name, label::name)) FROM unnest(labels) AS label
            )) AS id
            LEFT JOIN unnest(labels) AS l (label) ON _label_id(graph::name, l.label::name) = id
        ))
    );
    EXECUTE format($sql$
        CREATE FUNCTION ameide_reached(
            start_uids agtype[], start_labels text[], impact boolean, followed text[], near_labels text[],
            moment agtype, depth int, size int, seconds float8, hub int, collapse boolean,
            OUT missing text[], OUT ids graphid[], OUT ends int[], OUT hubs graphid[], OUT hub_edges bigint[],
            OUT stopped text, OUT stopped_at int
        )
        LANGUAGE plpgsql STABLE
        SET plan_cache_mode = force_generic_plan
        SET enable_seqscan = off
        SET jit = off
        AS %L
    $sql$, format($sql$
        #variable_conflict use_column
        DECLARE
            -- By label id, the kinds of edges to follow, a bit for each.
            masks int[] := ARRAY(
                SELECT coalesce(bit_or(1 << (array_position(%L::text[], f.kind) - 1)), 0)
                FROM unnest(ameide_labels()) WITH ORDINALITY AS l (label, id)
                LEFT JOIN unnest(followed, near_labels) AS f (kind, label) ON f.label = l.label
                GROUP BY l.id ORDER BY l.id
            );
            deadline timestamptz := clock_timestamp() + make_interval(secs => seconds);
            late boolean := false;
            furthest int := least(depth, 16000);
            level int := 0;
            starts graphid[];
            frontier graphid[];
            mask int;
            next graphid[];
            ahead graphid[];
            several int;
            number bigint;
            edges bigint := 0;
            compared bigint := 0;
            large graphid[] := '{}';
            large_edges bigint[] := '{}';
            thinned int := 0;
            one agtype := 1;
            beyond agtype := 1000 * 281474976710656;
            first_odd graphid := _graphid(1000, 0);
            first_mark graphid := _graphid(3000, 0);
            present int;
            last_mark graphid := _graphid(3000, furthest + 2);
            too_late graphid[] := ARRAY[_graphid(2000, 1)];
            marks graphid[];
            places bigint[];
            kept int;
        BEGIN
            SELECT array_agg(v.id), bit_or(masks[_extract_label_id(v.id)]) INTO starts, mask
            FROM ameide_vertices_by_uid(start_uids, start_labels) AS v
            WHERE moment IS NULL
                OR agtype_access_operator(VARIADIC ARRAY[v.properties, '"recordedAt"'::agtype]) <= moment;
            IF starts IS NULL OR cardinality(starts) < cardinality(start_uids) THEN
                missing := (
                    SELECT array_agg(s::text) FROM unnest(start_uids) AS s
                    WHERE s NOT IN (
                        SELECT agtype_access_operator(VARIADIC ARRAY[v.properties, '"uid"'::agtype])
                        FROM ameide_vertices_by_id(starts, start_labels) AS v
                    )
                );
                RETURN;
            END IF;
            frontier := starts;
            ids := starts;
            ends := ARRAY[cardinality(ids)];
            WHILE mask <> 0 AND level <= furthest AND cardinality(ids) <= size LOOP
                late := clock_timestamp() > deadline;
                EXIT WHEN late;
                IF level = 3 THEN
                    present := %s;
                    masks := ARRAY(SELECT m & present FROM unnest(masks) WITH ORDINALITY AS k (m, id) ORDER BY k.id);
                END IF;
                IF compared > 8 * (edges + 1000) THEN
                    IF impact AND moment IS NULL THEN %s
                    ELSIF impact THEN %s
                    ELSIF moment IS NULL THEN %s
                    ELSE %s
                    END IF;
                    late := too_late[1] = ANY (marks);
                    frontier := ARRAY(
                        SELECT (m.id::agtype - beyond)::graphid FROM unnest(marks) AS m (id)
                        WHERE m.id < too_late[1]
                        EXCEPT SELECT unnest(large)
                    );
                    IF frontier <> '{}' THEN
                        %s
                        large := large || hubs;
                        large_edges := large_edges || hub_edges;
                    END IF;
                    ends := ends[1:level] || ARRAY(
                        SELECT DISTINCT (m.place - m.number)::int
                        FROM unnest(marks, places) WITH ORDINALITY AS m (id, place, number)
                        WHERE m.number > 1 AND m.id > first_mark AND m.place - m.number < cardinality(ids)
                        ORDER BY 1
                    ) || cardinality(ids);
                    EXIT;
                END IF;
                next := '{}';
                several := 0;
                IF impact AND moment IS NULL THEN %s
                ELSIF impact THEN %s
                ELSIF moment IS NULL THEN %s
                ELSE %s
                END IF;
                number := cardinality(next);
                edges := edges + number;
                compared := compared + cardinality(ids);
                IF number >= hub AND cardinality(frontier) > 1 AND thinned <= level THEN
                    next := ARRAY(SELECT DISTINCT unnest(next));
                END IF;
                -- A vertex has one edge of a kind to another, so so many edges lead to many others.
                IF number >= hub AND several * cardinality(next) >= hub AND thinned <= level THEN
                    IF cardinality(frontier) = 1 THEN
                        hubs := frontier;
                        hub_edges := ARRAY[number];
                    ELSE
                        %s
                    END IF;
                    large := large || hubs;
                    large_edges := large_edges || hub_edges;
                    IF collapse AND level > 0 AND hubs IS NOT NULL THEN
                        frontier := ARRAY(SELECT unnest(frontier) EXCEPT SELECT unnest(hubs));
                        thinned := level + 1;
                        CONTINUE;
                    END IF;
                END IF;
                -- One kind of edge of one vertex leads nowhere twice.
                IF several = 1 AND cardinality(frontier) = 1 AND cardinality(ids) < 10 THEN
                    SELECT array_agg(n.id), bit_or(masks[_extract_label_id(n.id)]) INTO ahead, mask
                    FROM unnest(next) AS n (id) WHERE n.id <> ALL (ids);
                ELSE
                    SELECT array_agg(n.id ORDER BY n.id), bit_or(masks[_extract_label_id(n.id)]) INTO ahead, mask
                    FROM (SELECT unnest(next) EXCEPT SELECT unnest(ids)) AS n (id);
                END IF;
                EXIT WHEN ahead IS NULL;
                level := level + 1;
                frontier := ahead;
                ids := ids || frontier;
                ends := ends || cardinality(ids);
            END LOOP;

            kept := coalesce(ends[furthest + 1], cardinality(ids));
            stopped := CASE
                WHEN kept <= size AND kept < cardinality(ids) THEN 'depth'
                WHEN kept > size THEN 'size'
                WHEN late THEN 'time'
            END;
            kept := least(kept, size);
            IF kept < cardinality(ids) THEN
                ids := ids[1:kept];
                ends := ARRAY(SELECT e FROM unnest(ends) AS e WHERE e < kept ORDER BY e) || kept;
            END IF;
            stopped_at := CASE WHEN stopped IS NOT NULL THEN cardinality(ends) - 1 END;
            IF large <> '{}' THEN
                SELECT array_agg(h.id), array_agg(h.edges), min(r.place) FILTER (WHERE r.place > ends[1])
                INTO hubs, hub_edges, kept
                FROM unnest(large, large_edges) AS h (id, edges)
                JOIN unnest(ids) WITH ORDINALITY AS r (id, place) ON r.id = h.id;
                IF collapse AND kept IS NOT NULL THEN
                    stopped := coalesce(stopped, 'hub');
                    stopped_at := least(stopped_at, (SELECT count(*) FROM unnest(ends) AS e WHERE e < kept)::int);
                END IF;
            END IF;
            IF stopped IS NULL AND moment IS NOT NULL AND ameide_erased_after(moment) THEN
                stopped := 'erased';
            END IF;
        END
    $sql$,
        kinds, present, searches[1], searches[2], searches[3], searches[4], count_hubs,
        hop_steps[1], hop_steps[2], hop_steps[3], hop_steps[4], count_hubs
    ));
END
$do$;

DROP FUNCTION ameide_reach(
    agtype[], text[], boolean, text[], text[], agtype, int, int, float8, text[], text[], int, text, int, boolean
);

-- What ameide_reached finds, counted, and a page of it. Rows, by `what`:
--   missing  uid that is no vertex (then nothing else)
--   end      kind: why it stopped short, or NULL; hop: the distance beyond which something is missing
--   hub      uid, label, number of edges: the largest 20
--   hop      hop, number: of all that was reached and is wanted
--   count    label, kind, number: of the same
--   vertex   hop, label, uid, vertex: one page of it, one more than asked if there is one
--   edges    starts, ends: graphids of every edge followed, 8 bytes each, if asked and nothing is missing
-- Kinds and uids are read in the side table of search, whose index has them; uids only as far as the page goes.
CREATE FUNCTION ameide_reach(
    start_uids agtype[], start_labels text[], impact boolean, followed text[], near_labels text[], moment agtype,
    depth int, size int, seconds float8, hub int, collapse boolean, wanted_labels text[], wanted_kinds text[],
    after_hop int, after_uid text, page int, edges boolean
) RETURNS TABLE (
    what text, hop int, label text, kind text, number bigint, uid text, vertex agtype, starts bytea, ends bytea
)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    found record;
    element int := array_position(ameide_labels(), 'Element');
    wanted graphid[];
    gone graphid[];
    lasts int[];
    fewer int;
    first_hop int := coalesce(after_hop, 0);
    last_hop int;
    paged graphid[];
    paged_hops int[];
    follow text[];
BEGIN
    found := ameide_reached(
        start_uids, start_labels, impact, followed, near_labels, moment, depth, size, seconds, hub, collapse
    );
    IF found.missing IS NOT NULL THEN
        RETURN QUERY
            SELECT 'missing', NULL::int, NULL, NULL, NULL::bigint, m, NULL::agtype, NULL::bytea, NULL::bytea
            FROM unnest(found.missing) AS m;
        RETURN;
    END IF;
    IF found.hubs IS NOT NULL THEN
        RETURN QUERY
            SELECT 'hub', NULL::int, v.label, NULL, h.edges, ameide_property(v.properties, '"uid"'), NULL::agtype,
                NULL::bytea, NULL::bytea
            FROM unnest(found.hubs, found.hub_edges) AS h (id, edges)
            JOIN ameide_vertices_by_id(found.hubs, ameide_labels()) AS v ON v.id = h.id
            ORDER BY h.edges DESC, ameide_property(v.properties, '"uid"') COLLATE "C" LIMIT 20;
    END IF;
    -- What was found or accepted and no longer holds. Nothing is reached through it, so it can be left out here.
    IF impact AND followed && ARRAY['ABOUT', 'FOUND_IN', 'WAIVES'] THEN
        gone := ARRAY(
            SELECT s.id FROM unnest(found.ids) WITH ORDINALITY AS r (id, place) JOIN ameide_search AS s ON s.id = r.id
            WHERE (ameide_labels())[_extract_label_id(r.id)] IN ('Finding', 'Waiver') AND r.place > found.ends[1]
                AND (s.until <= moment::text OR moment IS NULL AND s.until IS NOT NULL)
        );
    END IF;
    wanted := found.ids;
    lasts := found.ends;
    IF gone <> '{}' OR wanted_kinds <> '{}' OR NOT wanted_labels @> array_remove(ameide_labels(), NULL) THEN
        SELECT coalesce(array_agg(w.id ORDER BY w.place), '{}'), coalesce(array_agg(w.place ORDER BY w.place), '{}')
        INTO wanted, lasts
        FROM (
            SELECT r.id, r.place::int AS place FROM unnest(found.ids) WITH ORDINALITY AS r (id, place)
            WHERE (ameide_labels())[_extract_label_id(r.id)] = ANY (wanted_labels)
                AND NOT EXISTS (SELECT FROM unnest(gone) AS g (id) WHERE g.id = r.id)
                AND (
                    wanted_kinds = '{}' OR EXISTS (
                        SELECT FROM ameide_search AS s WHERE s.id = r.id AND s.kind = ANY (wanted_kinds)
                    )
                )
        ) AS w;
        lasts := ARRAY(
            SELECT width_bucket(e.place, lasts) FROM unnest(found.ends) WITH ORDINALITY AS e (place, number)
            ORDER BY e.number
        );
    END IF;
    -- The first hop at whose end there is more than the page shows.
    fewer := CASE WHEN after_hop IS NULL THEN 0 ELSE coalesce(lasts[after_hop + 1], cardinality(wanted)) END;
    last_hop := (
        SELECT coalesce(min(e.number), cardinality(lasts))::int - 1
        FROM unnest(lasts) WITH ORDINALITY AS e (last, number) WHERE e.last > fewer + page
    );
    SELECT array_agg(p.id), array_agg(p.hop) INTO paged, paged_hops FROM (
        SELECT n.id, n.hop, n.uid FROM (
            SELECT r.id, r.hop, s.uid
            FROM (
                SELECT i.id, width_bucket(coalesce(lasts[first_hop], 0) + i.place::int - 1, lasts) AS hop
                FROM unnest(wanted[coalesce(lasts[first_hop], 0) + 1:coalesce(lasts[last_hop], 0)])
                    WITH ORDINALITY AS i (id, place)
            ) AS r
            JOIN ameide_search AS s ON s.id = r.id
            UNION ALL
            SELECT s.id, last_hop, s.uid FROM ameide_search AS s
            WHERE s.id = ANY (wanted[coalesce(lasts[last_hop], 0) + 1:lasts[last_hop + 1]])
        ) AS n
        WHERE after_hop IS NULL OR n.hop > after_hop OR n.hop = after_hop AND n.uid > after_uid
        ORDER BY n.hop, n.uid LIMIT page + 1
    ) AS p;
    RETURN QUERY
        SELECT 'end', found.stopped_at, NULL, found.stopped, NULL::bigint, NULL, NULL::agtype, NULL::bytea, NULL::bytea
        UNION ALL
        SELECT 'hop', e.number::int - 1, NULL, NULL, e.last - coalesce(lasts[e.number - 1], 0), NULL, NULL, NULL, NULL
        FROM unnest(lasts) WITH ORDINALITY AS e (last, number)
        WHERE e.last > coalesce(lasts[e.number - 1], 0)
        UNION ALL
        SELECT 'count', NULL, (ameide_labels())[n.label], n.kind, n.number, NULL, NULL, NULL, NULL
        FROM (
            SELECT _extract_label_id(s.id) AS label, s.kind, count(*) AS number FROM ameide_search AS s
            WHERE s.id = ANY (wanted) GROUP BY 1, 2
        ) AS n
        UNION ALL
        SELECT 'vertex', p.hop, v.label, NULL, NULL, NULL,
            CASE WHEN v.properties ? 'folded'::text THEN v.properties - '"folded"'::agtype ELSE v.properties END,
            NULL, NULL
        FROM unnest(paged, paged_hops) AS p (id, hop)
        JOIN ameide_vertices_by_id(paged, wanted_labels) AS v ON v.id = p.id;
    IF edges AND found.stopped IS NULL THEN
        follow := ARRAY(SELECT DISTINCT unnest(followed));
        RETURN QUERY
            SELECT 'edges', NULL::int, NULL, NULL, NULL::bigint, NULL, NULL::agtype,
                string_agg(graphid_send(e.start_id), ''), string_agg(graphid_send(e.end_id), '')
            FROM (
                SELECT * FROM ameide_edges_by_end_id(found.ids, follow, moment) WHERE impact
                UNION ALL
                SELECT * FROM ameide_edges_by_start_id(found.ids, follow, moment) WHERE NOT impact
            ) AS e;
    END IF;
END
$$;

DO $$
DECLARE
    graph text := current_schema();
BEGIN
    EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM PUBLIC', graph);
    EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO %I', graph, current_setting('ameide.role'));
END
$$;
