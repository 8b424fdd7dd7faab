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
--   ids, hops        what was reached, parallel, nearest first; no vertex twice
--   hubs, hub_edges  those with at least `hub` edges to follow, and how many, parallel
--   stopped          why it stopped short, or NULL; stopped_at: the distance beyond which something is missing
-- followed and near_labels are parallel: this kind of edge can be followed from a vertex of this label.
--
-- What was seen is the hash table of a recursive UNION, so that every edge costs one lookup however deep or large the
-- graph is. For that the distance must not tell two rows apart: it is carried as the number of digits after the point
-- of a zero, since 0.00 = 0.000, and UNION keeps the row that came first, which is the nearest. (With arrays and EXCEPT
-- each level costs all that was reached before; a temporary table wants a transaction that writes; the distance as a
-- number of its own makes a row of every walk.) A number that is no zero says how many edges a hub has; a row without
-- a vertex, that time ran out.
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
    search text := $sql$
        WITH RECURSIVE found (id, mark) AS (
            SELECT s.id, 0::numeric FROM unnest(starts) AS s (id)
            UNION
            SELECT beyond.id, beyond.mark
            FROM found AS near
            CROSS JOIN LATERAL (
                SELECT round(0::numeric, scale(near.mark) + 1) AS mark, masks[_extract_label_id(near.id)] AS kinds,
                    clock_timestamp() > deadline AS late
                OFFSET 0
            ) AS step
            CROSS JOIN LATERAL (SELECT array_agg(edges.far) AS ids FROM (%s) AS edges) AS far
            CROSS JOIN LATERAL (
                SELECT unnest(far.ids), step.mark
                WHERE NOT (collapse AND cardinality(far.ids) >= hub AND scale(near.mark) > 0)
                UNION ALL SELECT near.id, round(cardinality(far.ids), scale(near.mark)) WHERE cardinality(far.ids) >= hub
                UNION ALL SELECT NULL, 1 WHERE step.late
            ) AS beyond (id, mark)
            WHERE near.mark = 0 AND scale(near.mark) <= furthest AND step.kinds <> 0
        ),
        -- One more than may be reached, and as many hubs.
        limited AS MATERIALIZED (SELECT f.id, f.mark FROM found AS f LIMIT 2 * (size + 1) + 1)
        SELECT array_agg(l.id) FILTER (WHERE l.mark = 0), array_agg(scale(l.mark)) FILTER (WHERE l.mark = 0),
            array_agg(l.id) FILTER (WHERE l.mark > 0), array_agg(l.mark) FILTER (WHERE l.mark > 0)
        INTO ids, hops, large, marks FROM limited AS l;
    $sql$;
    searches text[] := '{}';
    near text;
    past boolean;
BEGIN
    FOREACH near IN ARRAY ARRAY['end_id', 'start_id'] LOOP
        FOREACH past IN ARRAY ARRAY[false, true] LOOP
            searches := searches || (
                SELECT format(search, string_agg(
                    format(
                        'SELECT %I AS far FROM %I WHERE %I = near.id AND step.kinds & %s <> 0 AND NOT step.late',
                        CASE near WHEN 'end_id' THEN 'start_id' ELSE 'end_id' END, kind, near, 1 << (bit - 1)::int
                    ) || CASE WHEN past THEN recorded ELSE '' END
                    || CASE WHEN kind <> 'RESOLVES_TO' THEN '' WHEN past THEN ended_later ELSE open END,
                    ' UNION ALL ' ORDER BY bit
                )) FROM unnest(kinds) WITH ORDINALITY AS k (kind, bit)
            );
        END LOOP;
    END LOOP;
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
            OUT missing text[], OUT ids graphid[], OUT hops int[], OUT hubs graphid[], OUT hub_edges bigint[],
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
            furthest int := least(depth, 16000);
            starts graphid[];
            large graphid[];
            marks numeric[];
            kept int;
            nearest int;
        BEGIN
            missing := (
                SELECT array_agg(s::text) FROM unnest(start_uids) AS s
                WHERE NOT EXISTS (
                    SELECT FROM ameide_vertices_by_uid(ARRAY[s], start_labels) AS v
                    WHERE moment IS NULL
                        OR agtype_access_operator(VARIADIC ARRAY[v.properties, '"recordedAt"'::agtype]) <= moment
                )
            );
            IF missing IS NOT NULL THEN
                RETURN;
            END IF;
            starts := ARRAY(SELECT v.id FROM ameide_vertices_by_uid(start_uids, start_labels) AS v);
            IF impact AND moment IS NULL THEN %s
            ELSIF impact THEN %s
            ELSIF moment IS NULL THEN %s
            ELSE %s
            END IF;

            kept := coalesce(array_position(hops, furthest + 1) - 1, cardinality(hops));
            stopped := CASE
                WHEN kept <= size AND kept < cardinality(hops) THEN 'depth'
                WHEN kept > size THEN 'size'
                WHEN array_position(large, NULL) IS NOT NULL THEN 'time'
            END;
            kept := least(kept, size);
            IF kept < cardinality(ids) THEN
                ids := ids[1:kept];
                hops := hops[1:kept];
            END IF;
            stopped_at := CASE WHEN stopped IS NOT NULL THEN hops[kept] END;
            IF large IS NOT NULL THEN
                SELECT array_agg(l.id), array_agg(trunc(l.mark)::bigint), min(scale(l.mark)) FILTER (WHERE scale(l.mark) > 0)
                INTO hubs, hub_edges, nearest
                FROM unnest(large, marks) AS l (id, mark) WHERE l.id IN (SELECT unnest(ids));
                IF collapse AND nearest IS NOT NULL THEN
                    stopped := coalesce(stopped, 'hub');
                    stopped_at := least(stopped_at, nearest);
                END IF;
            END IF;
            IF stopped IS NULL AND moment IS NOT NULL AND ameide_erased_after(moment) THEN
                stopped := 'erased';
            END IF;
        END
    $sql$,
        kinds, searches[1], searches[2], searches[3], searches[4]
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
--   count    hop, label, kind, number: of all that was reached and is wanted
--   vertex   hop, label, uid, vertex: one page of it, one more than asked if there is one
--   edges    starts, ends: graphids of every edge followed, 8 bytes each, if asked and nothing is missing
-- uids are read only as far as the page goes.
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
    RETURN QUERY
        SELECT 'end', found.stopped_at, NULL, found.stopped, NULL::bigint, NULL, NULL::agtype, NULL::bytea, NULL::bytea;
    IF found.hubs IS NOT NULL THEN
        RETURN QUERY
            SELECT 'hub', NULL::int, v.label, NULL, h.edges, ameide_property(v.properties, '"uid"'), NULL::agtype,
                NULL::bytea, NULL::bytea
            FROM unnest(found.hubs, found.hub_edges) AS h (id, edges)
            JOIN ameide_vertices_by_id(found.hubs, ameide_labels()) AS v ON v.id = h.id
            ORDER BY h.edges DESC, ameide_property(v.properties, '"uid"') COLLATE "C" LIMIT 20;
    END IF;
    RETURN QUERY
        WITH placed AS MATERIALIZED (
            SELECT r.id, r.hop, (ameide_labels())[_extract_label_id(r.id)] AS label
            FROM unnest(found.ids, found.hops) AS r (id, hop)
        ),
        wanted AS MATERIALIZED (
            SELECT p.id, p.hop, p.label, NULL AS kind FROM placed AS p
            WHERE p.label <> 'Element' AND p.label = ANY (wanted_labels) AND wanted_kinds = '{}'
            UNION ALL
            SELECT p.id, p.hop, p.label, e.kind FROM placed AS p
            CROSS JOIN LATERAL (
                SELECT ameide_property(properties, '"kind"') AS kind FROM "Element" WHERE id = p.id OFFSET 0
            ) AS e
            WHERE p.label = 'Element' AND p.label = ANY (wanted_labels)
                AND (wanted_kinds = '{}' OR e.kind = ANY (wanted_kinds))
        ),
        ahead AS (
            SELECT w.hop, sum(count(*)) OVER (ORDER BY w.hop) AS number FROM wanted AS w
            WHERE after_hop IS NULL OR w.hop > after_hop GROUP BY w.hop
        ),
        near AS MATERIALIZED (
            SELECT w.* FROM wanted AS w
            WHERE w.hop >= coalesce(after_hop, 0)
                AND w.hop <= coalesce((SELECT min(a.hop) FROM ahead AS a WHERE a.number > page), w.hop)
        ),
        paged AS MATERIALIZED (
            SELECT n.hop, n.label, n.id, u.uid
            FROM ameide_vertices_by_id(ARRAY(SELECT id FROM near), ARRAY(SELECT DISTINCT label FROM near)) AS v
            CROSS JOIN LATERAL (SELECT ameide_property(v.properties, '"uid"') AS uid OFFSET 0) AS u
            JOIN near AS n ON n.id = v.id
            WHERE after_hop IS NULL OR n.hop > after_hop OR n.hop = after_hop AND u.uid > after_uid COLLATE "C"
            ORDER BY n.hop, u.uid COLLATE "C" LIMIT page + 1
        )
        SELECT 'count', w.hop, w.label, w.kind, count(*), NULL, NULL::agtype, NULL::bytea, NULL::bytea
        FROM wanted AS w GROUP BY w.hop, w.label, w.kind
        UNION ALL
        SELECT 'vertex', p.hop, p.label, NULL, NULL, p.uid, v.properties - '"folded"'::agtype, NULL, NULL
        FROM paged AS p JOIN ameide_vertices_by_id(
            ARRAY(SELECT id FROM paged), ARRAY(SELECT DISTINCT label FROM paged)
        ) AS v ON v.id = p.id;
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
