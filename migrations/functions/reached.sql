-- Reach at a cost of the reached part, however large the rest of the graph is: breadth first from the starts. One row:
--   missing          uids of starts that are no vertex (then nothing else), or NULL
--   ids, ends        what was reached, nearest first, no vertex twice; the place in it where each hop ends
--   hubs, hub_edges  vertices with at least `hub` edges to follow, and how many, parallel
--   stopped          why it stopped short, or NULL; stopped_at: the distance beyond which something is missing
-- kinds: those to follow, a bit for each.
--
-- It begins hop by hop: all edges of a hop at once, and what they lead to is compared with all that was reached before.
-- That is the fastest as long as hops are few or wide. Where several in a row have few vertices, as in a chain of flows,
-- a recursive query goes ahead as far as some hundreds of rows: each is a vertex at a distance, which costs less than a
-- hop, but is a row for each distance that a vertex lies at. Once the comparisons outnumber the edges by far, another
-- recursive query does the rest: what was seen is the hash table of its UNION, so that every edge costs one lookup
-- however deep the graph is. It returns rows in the order in which it found them. To carry more than vertices through
-- that UNION of ids alone, ids of labels that no vertex has are marks:
--   label 3000  a hop begins; its number is the hop's
--   label 2000  time ran out
--   otherwise   the vertex of the label 1000 less is a hub
-- A kind that cannot be followed from a vertex costs a test of a bit, which is why the kinds of a recursive query
-- stand in nested CASEs and not in a UNION: each branch of that would be begun anew for every vertex.

{# Conditions on an edge of a kind: it was there at the moment, or it is there now. #}
{% macro standing(kind, past) -%}
    {%- if past %} AND {{ property("recordedAt") }} <= moment{% endif -%}
    {%- if kind.ending and past %} AND ({{ property("until") }} IS NULL OR {{ property("until") }} > moment){% endif -%}
    {%- if kind.ending and not past %} AND {{ property("until") }} IS NULL{% endif -%}
{%- endmacro %}

{# One hop, a statement for each kind; several kinds at a time are passed over by one test of their bits. #}
{% macro hop(near, far, past) %}
{% for some in kinds | batch(5) %}
IF mask & {{ some | sum(attribute="bit") }} <> 0 THEN
    {% for kind in some %}
    IF mask & {{ kind.bit }} <> 0 THEN
        ahead := ARRAY(
            SELECT {{ far }} FROM "{{ kind.name }}"
            WHERE {{ near }} = ANY (frontier){{ standing(kind, past) }}
        );
        IF ahead <> '{}' THEN
            next := next || ahead;
            several := several + 1;
        END IF;
    END IF;
    {% endfor %}
END IF;
{% endfor %}
{% endmacro %}

{# The vertices one edge ahead of the vertex `near`, along the kinds that `step` has. #}
{% macro ahead_of(near, far, past) %}
{% for some in kinds | batch(5) %}
CASE WHEN step.kinds & {{ some | sum(attribute="bit") }} <> 0 THEN
    {% for kind in some %}
    CASE WHEN step.kinds & {{ kind.bit }} <> 0 THEN ARRAY(
        SELECT {{ far }} FROM "{{ kind.name }}"
        WHERE {{ near }} = near.id{{ standing(kind, past) }}
    ) END{{ " ||" if not loop.last }}
    {% endfor %}
END{{ " ||" if not loop.last }}
{% endfor %}
{% endmacro %}

{# Hops from here on, as long as they come to few rows: a vertex, and its distance, for each distance that it lies at. #}
{% macro chain(near, far, past) %}
WITH RECURSIVE walked (id, hop) AS (
    SELECT unnest(frontier), level
    UNION
    SELECT unnest({{ ahead_of(near, far, past) }}), near.hop + 1
    FROM walked AS near
    CROSS JOIN LATERAL (SELECT masks[_extract_label_id(near.id)] & kinds AS kinds OFFSET 0) AS step
    WHERE step.kinds <> 0 AND near.hop <= furthest
)
SELECT array_agg(n.id), array_agg(n.hop), min(n.rows) INTO ahead, hops, number FROM (
    SELECT w.id, min(w.hop) AS hop, w.rows
    FROM (SELECT l.*, count(*) OVER () AS rows FROM (SELECT * FROM walked LIMIT few) AS l) AS w
    WHERE w.hop = level OR w.id <> ALL (ids) GROUP BY w.id, w.rows ORDER BY 2, 1
) AS n;
{% endmacro %}

{# All hops from here on in one recursive query. #}
{% macro search(near, far, past) %}
WITH RECURSIVE found (id) AS (
    SELECT unnest(_graphid(3000, level) || ids)
    UNION
    SELECT unnest(CASE
        WHEN far.ids IS NULL THEN CASE
            WHEN step.kinds IS NULL AND near.id >= first_mark AND near.id < last_mark
                THEN ARRAY[(near.id::agtype + one)::graphid]
        END
        WHEN cardinality(far.ids) < hub THEN far.ids
        WHEN collapse AND near.id <> ALL (starts) THEN ARRAY[(near.id::agtype + beyond)::graphid]
        ELSE far.ids || (near.id::agtype + beyond)::graphid
    END)
    FROM found AS near
    -- OFFSET 0 keeps the planner from evaluating these once for each place where they are used.
    CROSS JOIN LATERAL (
        SELECT masks[_extract_label_id(near.id)] & kinds AS kinds, clock_timestamp() > deadline AS late
        OFFSET 0
    ) AS step
    CROSS JOIN LATERAL (
        SELECT CASE WHEN step.kinds <> 0 THEN CASE WHEN step.late THEN too_late ELSE
            {{ ahead_of(near, far, past) }}
        END END AS ids OFFSET 0
    ) AS far
),
-- No further than the hop beyond the last one that is asked for, nor than one more than may be reached.
enough AS MATERIALIZED (
    SELECT p.place - 1 AS place
    FROM (SELECT f.id, row_number() OVER () AS place FROM found AS f) AS p
    WHERE p.id = last_mark OR p.place > 2 * (size + 3) + furthest - level LIMIT 1
)
SELECT array_agg(l.id) FILTER (WHERE l.id < first_odd),
    array_agg(l.id) FILTER (WHERE l.id >= first_odd),
    array_agg(l.place) FILTER (WHERE l.id >= first_odd)
INTO ids, marks, places FROM (
    SELECT f.id, row_number() OVER () AS place FROM found AS f LIMIT (SELECT e.place FROM enough AS e)
) AS l;
{% endmacro %}

{# Run one of the four forms of a step. That of the present has no condition on the moment to evaluate for each edge. #}
{% macro whichever(step) %}
IF impact AND moment IS NULL THEN
    {{ step("end_id", "start_id", false) }}
ELSIF impact THEN
    {{ step("end_id", "start_id", true) }}
ELSIF moment IS NULL THEN
    {{ step("start_id", "end_id", false) }}
ELSE
    {{ step("start_id", "end_id", true) }}
END IF;
{% endmacro %}

{# Those of the frontier that are hubs, and their edges. #}
{% macro count_hubs() %}
SELECT array_agg(n.id), array_agg(n.edges) INTO hubs, hub_edges
FROM (
    SELECT CASE WHEN impact THEN e.end_id ELSE e.start_id END AS id, count(*) AS edges
    FROM (
        SELECT * FROM ameide_edges_by_end_id(frontier, kinds, moment) WHERE impact
        UNION ALL
        SELECT * FROM ameide_edges_by_start_id(frontier, kinds, moment) WHERE NOT impact
    ) AS e GROUP BY 1 HAVING count(*) >= hub
) AS n;
{% endmacro %}

CREATE FUNCTION ameide_reached(
    start_uids agtype[], start_labels text[], impact boolean, kinds int, moment agtype,
    depth int, size int, seconds float8, hub int, collapse boolean,
    OUT missing text[], OUT ids graphid[], OUT ends int[], OUT hubs graphid[], OUT hub_edges bigint[],
    OUT stopped text, OUT stopped_at int
)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    masks int[] := ameide_kinds_at(impact);
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
    few int := 300;
    walked int := 0;
    hops int[];
    one agtype := 1;
    beyond agtype := 1000 * 281474976710656;
    first_odd graphid := _graphid(1000, 0);
    first_mark graphid := _graphid(3000, 0);
    last_mark graphid := _graphid(3000, furthest + 2);
    too_late graphid[] := ARRAY[_graphid(2000, 1)];
    marks graphid[];
    places bigint[];
    kept int;
BEGIN
    SELECT array_agg(v.id), bit_or(masks[_extract_label_id(v.id)]) & kinds INTO starts, mask
    FROM ameide_vertices_by_uid(start_uids, start_labels) AS v
    WHERE moment IS NULL OR agtype_access_operator(VARIADIC ARRAY[v.properties, '"recordedAt"'::agtype]) <= moment;
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
        -- Most reaches end before; in the others it pays to ask no table that is empty. A file without a byte holds no
        -- row, which is known faster than whether a table has one.
        IF level = 3 THEN
            kinds := kinds & ~(
                {% for kind in kinds %}
                CASE WHEN mask & {{ kind.bit }} <> 0 AND pg_relation_size('"{{ kind.name }}"') = 0 THEN {{ kind.bit }} ELSE 0 END{{ " |" if not loop.last }}
                {% endfor %}
            );
        END IF;
        -- So few rows hold no hub.
        IF level >= walked + 4 AND cardinality(ids) - ends[level - 3] <= 16 AND hub > few * {{ most_parallel }} THEN
            walked := level;
            {{ whichever(chain) }}
            -- Behind the last row may be more at the same distance.
            kept := CASE number WHEN few THEN width_bucket(hops[cardinality(hops)] - 1, hops) ELSE cardinality(hops) END;
            IF kept > cardinality(frontier) THEN
                ids := ids[1:ends[level]] || ahead[1:kept];
                ends := ends[1:level] || ARRAY(
                    SELECT ends[level] + width_bucket(h.hop, hops) FROM generate_series(level, hops[kept]) AS h (hop)
                );
                level := hops[kept];
                frontier := ids[ends[level] + 1:];
                mask := (SELECT bit_or(masks[_extract_label_id(f.id)]) & kinds FROM unnest(frontier) AS f (id));
            END IF;
            EXIT WHEN number < few;
            CONTINUE;
        END IF;
        IF compared > 8 * (edges + 1000) THEN
            {{ whichever(search) }}
            late := too_late[1] = ANY (marks);
            frontier := ARRAY(
                SELECT (m.id::agtype - beyond)::graphid FROM unnest(marks) AS m (id)
                WHERE m.id < too_late[1]
                EXCEPT SELECT unnest(large)
            );
            IF frontier <> '{}' THEN
            {{ count_hubs() }}
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
            {{ whichever(hop) }}
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
            {{ count_hubs() }}
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
            SELECT array_agg(n.id), bit_or(masks[_extract_label_id(n.id)]) & kinds INTO ahead, mask
            FROM unnest(next) AS n (id) WHERE n.id <> ALL (ids);
        -- Few are compared faster than hashed.
        ELSIF number * cardinality(ids) < 2000 THEN
            SELECT array_agg(DISTINCT n.id), bit_or(masks[_extract_label_id(n.id)]) & kinds INTO ahead, mask
            FROM unnest(next) AS n (id) WHERE n.id <> ALL (ids);
        -- In the order of their ids, so that the next hop reads its indexes in theirs.
        ELSE
            SELECT array_agg(n.id ORDER BY n.id), bit_or(masks[_extract_label_id(n.id)]) & kinds INTO ahead, mask
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
    -- A hub beyond the last hop that is kept was not reached. With `collapse`, what lies behind a hub is missing.
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
$$;
