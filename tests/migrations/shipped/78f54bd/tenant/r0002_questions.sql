-- What Cypher cannot answer at usable cost. All names are found on the unit's search path: the graph, then ag_catalog.

-- Edges at these vertices on the near side, of these kinds, as they stood at a moment (NULL: as they stand now).
DO $do$
DECLARE
    property text := 'agtype_access_operator(VARIADIC ARRAY[properties, ''"%s"''::agtype])';
    standing text := '(moment IS NULL OR ' || format(property, 'recordedAt') || ' <= moment)';
    open text := format(
        ' AND (%1$s IS NULL OR moment IS NOT NULL AND %1$s > moment)', format(property, 'until')
    );
    kinds text[] := ARRAY[
        'PARSED_FROM', 'VERSION_OF', 'STATED_IN', 'CONTAINS', 'REFERS_TO', 'RESOLVES_TO', 'ABOUT', 'FOUND_IN',
        'WAIVES', 'USED', 'DEPENDS_ON', 'GENERATED_BY', 'HAS_REGION', 'GENERATED_FROM', 'BY', 'FLOWS_TO', 'REVISES'
    ];
    branch text := $sql$
        SELECT %2$L, start_id, end_id, properties FROM %2$I
        WHERE %2$L = ANY (kinds) AND %1$s = ANY (near) AND $sql$ || standing;
    body text;
    side text;
BEGIN
    FOREACH side IN ARRAY ARRAY['start_id', 'end_id'] LOOP
        SELECT string_agg(
            format(branch, side, kind) || CASE WHEN kind = 'RESOLVES_TO' THEN open ELSE '' END, ' UNION ALL '
        )
        INTO body FROM unnest(kinds) AS kind;
        EXECUTE format(
            'CREATE FUNCTION %I (near graphid[], kinds text[], moment agtype)'
            ' RETURNS TABLE (kind text, start_id graphid, end_id graphid, properties agtype)'
            ' LANGUAGE sql STABLE AS %L',
            'ameide_edges_by_' || side, body
        );
    END LOOP;
END
$do$;

-- Vertices by id, and by label and uid.
DO $do$
DECLARE
    labels text[] := ARRAY[
        'Model', 'Version', 'Element', 'Anchor', 'Source', 'Finding', 'Waiver',
        'Build', 'Artefact', 'Region', 'Package', 'Actor'
    ];
    property text := 'agtype_access_operator(VARIADIC ARRAY[properties, ''"%s"''::agtype])';
    body text;
BEGIN
    SELECT string_agg(
        format('SELECT id, %1$L, properties FROM %1$I WHERE %1$L = ANY (labels) AND id = ANY (ids)', label),
        ' UNION ALL '
    ) INTO body FROM unnest(labels) AS label;
    EXECUTE format(
        'CREATE FUNCTION ameide_vertices_by_id (ids graphid[], labels text[])'
        ' RETURNS TABLE (id graphid, label text, properties agtype) LANGUAGE sql STABLE AS %L',
        body
    );
    SELECT string_agg(
        format(
            'SELECT id, %1$L, properties FROM %1$I WHERE %1$L = ANY (labels) AND %2$s = ANY (uids)',
            label, format(property, 'uid')
        ),
        ' UNION ALL '
    ) INTO body FROM unnest(labels) AS label;
    EXECUTE format(
        'CREATE FUNCTION ameide_vertices_by_uid (uids agtype[], labels text[])'
        ' RETURNS TABLE (id graphid, label text, properties agtype) LANGUAGE sql STABLE AS %L',
        body
    );
END
$do$;

CREATE FUNCTION ameide_property(properties agtype, name agtype) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT agtype_access_operator(VARIADIC ARRAY[properties, name])::text $$;

-- Breadth first from the starts, level by level, in the database. Rows, by `what`:
--   missing  uid that is no vertex (then nothing else)
--   end      kind: why it stopped short, or NULL; hop: the last one that it went to
--   count    hop, label, kind, number: of all that was reached and is wanted
--   vertex   hop, label, uid, vertex: one page of it, one more than asked if there is one
--   edges    uid: start and end ids of every edge followed, if asked and nothing is missing
-- followed and near_labels are parallel: this kind of edge can be followed from a vertex of this label.
CREATE FUNCTION ameide_reach(
    start_uids agtype[], start_labels text[], impact boolean, followed text[], near_labels text[], moment agtype,
    depth int, size int, seconds float8, wanted_labels text[], wanted_kinds text[],
    after_hop int, after_uid text, page int, edges boolean
) RETURNS TABLE (what text, hop int, label text, kind text, number bigint, uid text, vertex agtype)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    near_ids int[] := ARRAY(
        SELECT _label_id(current_schema(), n.label::name) FROM unnest(near_labels) WITH ORDINALITY AS n (label, i)
        ORDER BY n.i
    );
    deadline timestamptz := clock_timestamp() + make_interval(secs => seconds);
    reached graphid[];
    frontier graphid[];
    follow text[];
    first_of_hop int[] := ARRAY[1];
    level int := 0;
    stopped text;
BEGIN
    RETURN QUERY
        SELECT 'missing', NULL::int, NULL, NULL, NULL::bigint, s::text, NULL::agtype FROM unnest(start_uids) AS s
        WHERE NOT EXISTS (
            SELECT FROM ameide_vertices_by_uid(ARRAY[s], start_labels) AS v
            WHERE moment IS NULL
                OR agtype_access_operator(VARIADIC ARRAY[v.properties, '"recordedAt"'::agtype]) <= moment
        );
    IF FOUND THEN
        RETURN;
    END IF;
    reached := ARRAY(SELECT v.id FROM ameide_vertices_by_uid(start_uids, start_labels) AS v);
    frontier := reached;
    LOOP
        follow := ARRAY(
            SELECT DISTINCT f.k FROM unnest(followed, near_ids) AS f (k, n)
            WHERE f.n IN (SELECT DISTINCT _extract_label_id(i) FROM unnest(frontier) AS i)
        );
        EXIT WHEN follow = '{}';
        IF impact THEN
            frontier := ARRAY(
                SELECT e.start_id FROM ameide_edges_by_end_id(frontier, follow, moment) AS e
                EXCEPT SELECT unnest(reached)
            );
        ELSE
            frontier := ARRAY(
                SELECT e.end_id FROM ameide_edges_by_start_id(frontier, follow, moment) AS e
                EXCEPT SELECT unnest(reached)
            );
        END IF;
        EXIT WHEN frontier = '{}';
        stopped := CASE
            WHEN level >= depth THEN 'depth'
            WHEN cardinality(reached) >= size THEN 'size'
            WHEN clock_timestamp() > deadline THEN 'time'
        END;
        EXIT WHEN stopped IS NOT NULL;
        level := level + 1;
        first_of_hop := first_of_hop || (cardinality(reached) + 1);
        IF cardinality(reached) + cardinality(frontier) > size THEN
            stopped := 'size';
            reached := reached
                || ARRAY(SELECT i FROM unnest(frontier) AS i ORDER BY i LIMIT size - cardinality(reached));
            EXIT;
        END IF;
        reached := reached || frontier;
    END LOOP;
    RETURN QUERY SELECT 'end', level, NULL, stopped, NULL::bigint, NULL, NULL::agtype;
    RETURN QUERY
        WITH placed AS MATERIALIZED (
            SELECT r.id, width_bucket(r.place::int, first_of_hop) - 1 AS hop
            FROM unnest(reached) WITH ORDINALITY AS r (id, place)
        ),
        wanted AS MATERIALIZED (
            SELECT p.hop, v.label, v.id, ameide_property(v.properties, '"uid"') AS uid,
                CASE WHEN v.label = 'Element' THEN ameide_property(v.properties, '"kind"') END AS kind
            FROM ameide_vertices_by_id(reached, wanted_labels) AS v JOIN placed AS p ON p.id = v.id
            WHERE wanted_kinds = '{}'
                OR v.label = 'Element' AND ameide_property(v.properties, '"kind"') = ANY (wanted_kinds)
        ),
        paged AS MATERIALIZED (
            SELECT w.* FROM wanted AS w
            WHERE after_hop IS NULL OR w.hop > after_hop OR w.hop = after_hop AND w.uid > after_uid COLLATE "C"
            ORDER BY w.hop, w.uid COLLATE "C" LIMIT page + 1
        )
        SELECT 'count', w.hop, w.label, w.kind, count(*), NULL, NULL::agtype
        FROM wanted AS w GROUP BY w.hop, w.label, w.kind
        UNION ALL
        SELECT 'vertex', p.hop, p.label, NULL, NULL, p.uid, v.properties - '"folded"'::agtype
        FROM paged AS p
        JOIN ameide_vertices_by_id(ARRAY(SELECT id FROM paged), wanted_labels) AS v ON v.id = p.id;
    IF edges AND stopped IS NULL THEN
        follow := ARRAY(SELECT DISTINCT unnest(followed));
        RETURN QUERY
            SELECT 'edges', NULL::int, array_agg(e.start_id)::text, NULL, NULL::bigint, array_agg(e.end_id)::text,
                NULL::agtype
            FROM (
                SELECT * FROM ameide_edges_by_end_id(reached, follow, moment) WHERE impact
                UNION ALL
                SELECT * FROM ameide_edges_by_start_id(reached, follow, moment) WHERE NOT impact
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
