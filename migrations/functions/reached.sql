-- Reach at a cost of the reached part, however large the rest of the graph is: breadth first from the starts. One row:
--   missing          uids of starts that are no vertex (then nothing else), or NULL
--   ids, ends        what was reached, nearest first, no vertex twice; the place in it where each hop ends
--   narrow           those of them that were reached narrowly alone, or '{}'
--   hubs, hub_edges  vertices with at least `hub` edges to follow, and how many, parallel
--   stopped          why it stopped short, or NULL; stopped_at: the distance beyond which something is missing
-- kinds: those to follow, a bit for each. narrowing: those of them by which a vertex is reached narrowly, so that the
-- kinds on the other side of the rule of walks (graph/walks.py) are not followed from it, unless it is reached in
-- another way too; 0 where no walk from these starts can break the rule, or breaking it changes nothing.
-- only_current: do not enter the past (graph/currency.py), except for the versions that the starts belong to.
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
--   from 1000   the vertex of the label 1000 less is a hub
-- A vertex that is reached narrowly goes through it with a label of its own, `aside` more than that of the vertex.
-- A kind that cannot be followed from a vertex costs a test of a bit, which is why the kinds of a recursive query
-- stand in nested CASEs and not in a UNION: each branch of that would be begun anew for every vertex.

{# Whether an edge of a kind, followed from `near`, may lead into the past; an empty text is no. #}
{% macro enters_past(kind, near) -%}
    {%- if near == "end_id" and kind.past_behind or near == "start_id" and kind.past_ahead %}yes{% endif -%}
{%- endmacro %}

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
    {% set barred = kind.first if near == "end_id" else kind.second %}
    {% set narrows = kind.second if near == "end_id" else kind.first %}
    IF mask & {{ kind.bit }} <> 0 THEN
        ahead := ARRAY(
            SELECT {{ far }} FROM "{{ kind.name }}"
            WHERE {{ near }} = ANY ({{ "freely" if barred else "frontier" }}){{ standing(kind, past) }}
        );
        {% if enters_past(kind, near) %}
        IF only_current AND ahead <> '{}' THEN
            ahead := ameide_current(ahead, own, moment_text);
        END IF;
        {% endif %}
        IF ahead <> '{}' THEN
            {% if narrows %}
            IF narrowing & {{ kind.bit }} <> 0 THEN
                narrow_next := narrow_next || ahead;
            ELSE
                next := next || ahead;
            END IF;
            {% else %}
            next := next || ahead;
            {% endif %}
            several := several + 1;
        END IF;
    END IF;
    {% endfor %}
END IF;
{% endfor %}
{% endmacro %}

{#
The vertices one edge ahead of the vertex that `near` stands for, along the kinds that `step` has. An id that came out of
`step` would cost a microsecond for each vertex.
#}
{% macro ahead_of(near, far, past) %}
{% for some in kinds | batch(5) %}
CASE WHEN step.kinds & {{ some | sum(attribute="bit") }} <> 0 THEN
    {% for kind in some %}
    {% set narrows = kind.second if near == "end_id" else kind.first %}
    CASE WHEN step.kinds & {{ kind.bit }} <> 0 THEN ARRAY(
        SELECT {{ ("CASE WHEN narrowing & %d = 0 THEN %s ELSE (%s::agtype + aside)::graphid END" % (kind.bit, far, far)) if narrows else far }}
        FROM "{{ kind.name }}"
        WHERE {{ near }} = CASE WHEN near.id < first_narrow THEN near.id ELSE (near.id::agtype - aside)::graphid END
            {{- standing(kind, past) }}
            {%- if enters_past(kind, near) %} AND (NOT only_current OR ameide_is_current({{ far }}, own, moment_text)){% endif %}

    ) END{{ " ||" if not loop.last }}
    {% endfor %}
END{{ " ||" if not loop.last }}
{% endfor %}
{% endmacro %}

{# Hops from here on, as long as they come to few rows: a vertex, and its distance, for each distance that it lies at. #}
{% macro chain(near, far, past) %}
WITH RECURSIVE walked (id, hop) AS (
    SELECT unnest(CASE WHEN narrow_frontier = '{}' THEN frontier ELSE freely || ARRAY(
        SELECT (n.id::agtype + aside)::graphid FROM unnest(narrow_frontier) AS n (id)
    ) END), level
    UNION
    SELECT unnest({{ ahead_of(near, far, past) }}), near.hop + 1
    FROM walked AS near
    CROSS JOIN LATERAL (SELECT masks[_extract_label_id(near.id)] & kinds AS kinds OFFSET 0) AS step
    WHERE step.kinds <> 0 AND near.hop <= furthest
)
SELECT array_agg(l.id), array_agg(l.hop), count(*) INTO states, hops, number FROM (SELECT * FROM walked LIMIT few) AS l;
{% endmacro %}

{# All hops from here on in one recursive query. #}
{% macro search(near, far, past) %}
WITH RECURSIVE found (id) AS (
    SELECT unnest(_graphid(3000, level) || before)
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
    WHERE p.id = last_mark OR p.place > (CASE narrowing WHEN 0 THEN 2 ELSE 4 END) * (size + 3) + furthest - level LIMIT 1
)
SELECT array_agg(l.id) FILTER (WHERE l.id < first_odd),
    array_agg(l.id) FILTER (WHERE l.id >= first_odd),
    array_agg(l.place) FILTER (WHERE l.id >= first_odd)
INTO states, marks, places FROM (
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

{# Those of some vertices that are hubs by edges of some kinds, and these edges. #}
{% macro count_hubs(vertices, followed) %}
WITH edges AS MATERIALIZED (
    SELECT end_id AS near, start_id AS far, kind_bit FROM ameide_edges_by_end_id({{ vertices }}, {{ followed }}, moment)
    WHERE impact
    UNION ALL
    SELECT start_id, end_id, kind_bit FROM ameide_edges_by_start_id({{ vertices }}, {{ followed }}, moment) WHERE NOT impact
)
SELECT array_agg(n.id), array_agg(n.edges) INTO hubs, hub_edges
FROM (
    SELECT e.near AS id, count(*) AS edges FROM edges AS e
    WHERE NOT only_current OR e.kind_bit & entering = 0 OR e.far IN (
        SELECT unnest(ameide_current(ARRAY(SELECT far FROM edges WHERE kind_bit & entering <> 0), own, moment_text))
    )
    GROUP BY 1 HAVING count(*) >= hub
) AS n;
large := large || hubs;
large_edges := large_edges || hub_edges;
{% endmacro %}

{#
Merge what a recursive query has found beyond this level, `states` at `hops`, into what was reached. A vertex counts
where it is reached first, and once more where it is first reached freely: whoever was reached freely gains nothing by
being reached narrowly.
#}
{% macro merge() %}
WITH reached AS (
    SELECT r.id, width_bucket(r.place::int - 1, ends) AS hop, n.id IS NOT NULL AS narrow
    FROM unnest(ids) WITH ORDINALITY AS r (id, place) LEFT JOIN unnest(narrow) AS n (id) ON n.id = r.id
    UNION ALL
    SELECT CASE WHEN s.id < first_narrow THEN s.id ELSE (s.id::agtype - aside)::graphid END, s.hop, s.id >= first_narrow
    FROM unnest(states, hops) AS s (id, hop)
),
vertices AS MATERIALIZED (
    SELECT r.id, min(r.hop) AS hop, min(r.hop) FILTER (WHERE NOT r.narrow) AS free_hop FROM reached AS r GROUP BY r.id
)
SELECT array_agg(v.id ORDER BY v.hop, v.id), array_agg(v.hop ORDER BY v.hop, v.id),
    coalesce(array_agg(v.id) FILTER (WHERE v.free_hop IS NULL), '{}'), max(greatest(v.hop, v.free_hop)),
    coalesce(array_agg(v.id) FILTER (WHERE v.free_hop = last_hop), '{}'),
    coalesce(array_agg(v.id) FILTER (WHERE v.free_hop IS NULL AND v.hop = last_hop), '{}')
INTO ids, hops, narrow, level, freely, narrow_frontier
FROM vertices AS v, LATERAL (SELECT max(greatest(l.hop, l.free_hop)) AS last_hop FROM vertices AS l OFFSET 0) AS last;
ends := ARRAY(SELECT width_bucket(h.hop, hops) FROM generate_series(0, level) AS h (hop));
frontier := freely || narrow_frontier;
mask := kinds & (
    SELECT bit_or(masks[_extract_label_id(f.id) + CASE WHEN f.place > cardinality(freely) THEN labels ELSE 0 END])
    FROM unnest(frontier) WITH ORDINALITY AS f (id, place)
);
{% endmacro %}

CREATE FUNCTION ameide_reached(
    start_uids agtype[], start_labels text[], impact boolean, kinds int, narrowing int, moment agtype,
    depth int, size int, seconds float8, hub int, collapse boolean, only_current boolean,
    OUT missing text[], OUT ids graphid[], OUT ends int[], OUT narrow graphid[], OUT hubs graphid[], OUT hub_edges bigint[],
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
    barred int := CASE
        WHEN impact THEN {{ kinds | selectattr("first") | sum(attribute="bit") }}
        ELSE {{ kinds | selectattr("second") | sum(attribute="bit") }}
    END;
    entering int := CASE
        WHEN impact THEN {{ kinds | selectattr("past_behind") | sum(attribute="bit") }}
        ELSE {{ kinds | selectattr("past_ahead") | sum(attribute="bit") }}
    END;
    own text[];
    moment_text text := moment::text;
    deadline timestamptz := clock_timestamp() + make_interval(secs => seconds);
    late boolean := false;
    -- A hop reaches a vertex, or reaches one freely that was reached narrowly before; so there are no more of them.
    furthest int := least(depth, 2 * size + 2);
    level int := 0;
    starts graphid[];
    -- Of the last hop: all vertices; those that were reached freely; the others.
    frontier graphid[];
    freely graphid[];
    narrow_frontier graphid[] := '{}';
    mask int;
    next graphid[];
    narrow_next graphid[] := '{}';
    ahead graphid[];
    again graphid[] := '{}';
    several int;
    number bigint;
    edges bigint := 0;
    compared bigint := 0;
    large graphid[] := '{}';
    large_edges bigint[] := '{}';
    closed_at int;
    thinned int := 0;
    few int := 300;
    walked int := 0;
    before graphid[];
    before_ends int[];
    states graphid[];
    hops int[];
    one agtype := 1;
    labels int := cardinality(masks);
    aside agtype := labels * 281474976710656;
    beyond agtype := 1000 * 281474976710656;
    first_narrow graphid := _graphid(labels + 1, 0);
    first_odd graphid := _graphid(1000, 0);
    first_mark graphid := _graphid(3000, 0);
    last_mark graphid := _graphid(3000, furthest + 2);
    too_late graphid[] := ARRAY[_graphid(2000, 1)];
    marks graphid[];
    places bigint[];
    kept int;
BEGIN
    narrow := '{}';
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
    IF narrowing <> 0 THEN
        masks := masks || ARRAY(SELECT m.kinds & ~barred FROM unnest(masks) WITH ORDINALITY AS m (kinds, id) ORDER BY m.id);
    END IF;
    IF only_current AND NOT impact THEN
        {% for kind in kinds if kind.past_ahead %}
        only_current := kinds & {{ kind.bit }} <> 0 AND pg_relation_size('"{{ kind.name }}"') > 0;
        {% endfor %}
    END IF;
    IF only_current THEN
        own := ameide_versions_of(starts);
    END IF;
    frontier := starts;
    freely := starts;
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
        IF level >= walked + 4 AND cardinality(ids) - ends[level - 3] <= 16 AND hub > few * {{ most_parallel }}
            AND NOT (collapse AND narrowing <> 0)
        THEN
            walked := level;
            {{ whichever(chain) }}
            -- Behind the last row may be more at the same distance.
            IF number = few THEN
                kept := width_bucket(hops[number] - 1, hops);
                states := states[1:kept];
                hops := hops[1:kept];
            END IF;
            IF narrowing <> 0 AND (narrow <> '{}' OR EXISTS (SELECT FROM unnest(states) AS s (id) WHERE s.id >= first_narrow)) THEN
                {{ merge() }}
            ELSE
                SELECT array_agg(n.id), array_agg(n.hop) INTO ahead, hops FROM (
                    SELECT s.id, min(s.hop) AS hop FROM unnest(states, hops) AS s (id, hop)
                    WHERE s.hop = level OR s.id <> ALL (ids) GROUP BY s.id ORDER BY 2, 1
                ) AS n;
                ids := ids[1:ends[level]] || ahead;
                ends := ends[1:level] || ARRAY(
                    SELECT ends[level] + width_bucket(h.hop, hops)
                    FROM generate_series(level, hops[cardinality(hops)]) AS h (hop)
                );
                level := cardinality(ends) - 1;
                frontier := ids[ends[level] + 1:];
                freely := frontier;
                mask := (SELECT bit_or(masks[_extract_label_id(f.id)]) & kinds FROM unnest(frontier) AS f (id));
            END IF;
            EXIT WHEN number < few;
            CONTINUE;
        END IF;
        IF compared > 8 * (edges + 1000) AND NOT (collapse AND narrowing <> 0) THEN
            before := ids;
            IF narrow <> '{}' THEN
                before := ARRAY(
                    SELECT CASE WHEN n.id IS NULL THEN r.id ELSE (r.id::agtype + aside)::graphid END
                    FROM unnest(ids) WITH ORDINALITY AS r (id, place) LEFT JOIN unnest(narrow) AS n (id) ON n.id = r.id
                    ORDER BY r.place
                );
            END IF;
            {{ whichever(search) }}
            late := too_late[1] = ANY (marks);
            before := ARRAY(SELECT (m.id::agtype - beyond)::graphid FROM unnest(marks) AS m (id) WHERE m.id < too_late[1]);
            IF before <> '{}' THEN
                freely := ARRAY(
                    SELECT b.id FROM unnest(before) AS b (id) WHERE b.id < first_narrow
                    EXCEPT SELECT l.id FROM unnest(large) AS l (id) WHERE narrowing = 0
                );
                {{ count_hubs("freely", "kinds") }}
                IF narrowing <> 0 THEN
                    narrow_frontier := ARRAY(
                        SELECT (b.id::agtype - aside)::graphid FROM unnest(before) AS b (id) WHERE b.id >= first_narrow
                    );
                    {{ count_hubs("narrow_frontier", "kinds & ~barred") }}
                END IF;
                -- A mark is found with what lies one hop behind the hub.
                IF collapse THEN
                    closed_at := least(closed_at, (
                        SELECT min(level - 2 + h.begun) FROM (
                            SELECT m.id, count(*) FILTER (WHERE m.id >= first_mark) OVER (ORDER BY m.place) AS begun
                            FROM unnest(marks, places) AS m (id, place)
                        ) AS h WHERE h.id < too_late[1]
                    ));
                END IF;
            END IF;
            before_ends := ends[1:level] || ARRAY(
                SELECT DISTINCT (m.place - m.number)::int
                FROM unnest(marks, places) WITH ORDINALITY AS m (id, place, number)
                WHERE m.number > 1 AND m.id > first_mark AND m.place - m.number < cardinality(states)
                ORDER BY 1
            ) || cardinality(states);
            IF narrowing <> 0 AND (narrow <> '{}' OR EXISTS (SELECT FROM unnest(states) AS s (id) WHERE s.id >= first_narrow)) THEN
                states := states[cardinality(ids) + 1:];
                hops := ARRAY(
                    SELECT width_bucket(s.place - 1, before_ends)
                    FROM generate_series(cardinality(ids) + 1, before_ends[cardinality(before_ends)]) AS s (place)
                    ORDER BY s.place
                );
                {{ merge() }}
            ELSE
                ids := states;
                ends := before_ends;
            END IF;
            EXIT;
        END IF;
        next := '{}';
        narrow_next := '{}';
        several := 0;
            {{ whichever(hop) }}
        number := cardinality(next) + cardinality(narrow_next);
        edges := edges + number;
        compared := compared + cardinality(ids);
        IF number >= hub AND cardinality(frontier) > 1 AND thinned <= level THEN
            next := ARRAY(SELECT DISTINCT unnest(next));
            narrow_next := ARRAY(SELECT DISTINCT unnest(narrow_next));
        END IF;
        -- A vertex has one edge of a kind to another, so so many edges lead to many others.
        IF number >= hub AND several * (cardinality(next) + cardinality(narrow_next)) >= hub AND thinned <= level THEN
            IF cardinality(frontier) = 1 THEN
                before := frontier;
                large := large || frontier;
                large_edges := large_edges || number;
            ELSE
                {{ count_hubs("freely", "kinds") }}
                before := hubs;
                IF narrow_frontier <> '{}' THEN
                    {{ count_hubs("narrow_frontier", "kinds & ~barred") }}
                    before := before || hubs;
                END IF;
            END IF;
            IF collapse AND level > 0 AND before IS NOT NULL THEN
                closed_at := coalesce(closed_at, level);
                frontier := ARRAY(SELECT unnest(frontier) EXCEPT SELECT unnest(before));
                freely := ARRAY(SELECT unnest(freely) EXCEPT SELECT unnest(before));
                narrow_frontier := ARRAY(SELECT unnest(narrow_frontier) EXCEPT SELECT unnest(before));
                thinned := level + 1;
                CONTINUE;
            END IF;
        END IF;
        -- One kind of edge of one vertex leads nowhere twice.
        IF several = 1 AND cardinality(frontier) = 1 AND cardinality(ids) < 10 THEN
            SELECT array_agg(n.id), bit_or(masks[_extract_label_id(n.id)]) & kinds INTO ahead, mask
            FROM unnest(next || narrow_next) AS n (id) WHERE n.id <> ALL (ids);
        -- Few are compared faster than hashed.
        ELSIF number * cardinality(ids) < 2000 THEN
            SELECT array_agg(DISTINCT n.id), bit_or(masks[_extract_label_id(n.id)]) & kinds INTO ahead, mask
            FROM unnest(next || narrow_next) AS n (id) WHERE n.id <> ALL (ids);
        -- In the order of their ids, so that the next hop reads its indexes in theirs.
        ELSE
            SELECT array_agg(n.id ORDER BY n.id), bit_or(masks[_extract_label_id(n.id)]) & kinds INTO ahead, mask
            FROM (SELECT unnest(next || narrow_next) EXCEPT SELECT unnest(ids)) AS n (id);
        END IF;
        IF narrow_next = '{}' AND narrow = '{}' THEN
            EXIT WHEN ahead IS NULL;
            frontier := ahead;
            freely := ahead;
        ELSE
            -- Vertices that were reached narrowly before, and are reached freely now.
            again := '{}';
            IF narrow <> '{}' AND next <> '{}' THEN
                again := ARRAY(SELECT unnest(narrow) INTERSECT SELECT unnest(next));
                compared := compared + cardinality(narrow);
            END IF;
            EXIT WHEN ahead IS NULL AND again = '{}';
            SELECT coalesce(array_agg(n.id) FILTER (WHERE n.free), '{}'),
                coalesce(array_agg(n.id) FILTER (WHERE NOT n.free), '{}'),
                bit_or(masks[_extract_label_id(n.id) + CASE WHEN n.free THEN 0 ELSE labels END]) & kinds
            INTO freely, narrow_frontier, mask
            FROM (
                SELECT u.id, u.id IN (SELECT unnest(next)) AS free FROM unnest(ahead || again) AS u (id)
            ) AS n;
            IF again <> '{}' THEN
                narrow := ARRAY(SELECT unnest(narrow) EXCEPT SELECT unnest(again));
            END IF;
            narrow := narrow || narrow_frontier;
            frontier := freely || narrow_frontier;
        END IF;
        level := level + 1;
        ids := ids || ahead;
        ends := ends || cardinality(ids);
    END LOOP;

    stopped := CASE
        WHEN coalesce(ends[furthest + 1], cardinality(ids)) > size THEN 'size'
        WHEN cardinality(ends) > furthest + 1 THEN 'depth'
        WHEN late THEN 'time'
    END;
    IF stopped = 'size' THEN
        -- Whatever the order in which the last hop was found, now or as of a moment, the same of it are kept.
        ids := (
            SELECT ids[1:k.kept] || ARRAY(SELECT n.id FROM unnest(ids[k.kept + 1:k.whole]) AS n (id) ORDER BY n.id)
            FROM (
                SELECT coalesce(max(e) FILTER (WHERE e < size), 0) AS kept, min(e) FILTER (WHERE e >= size) AS whole
                FROM unnest(ends) AS e
            ) AS k
        );
        ends := ARRAY(SELECT e FROM unnest(ends) AS e WHERE e < size ORDER BY e) || size;
    ELSIF stopped = 'depth' THEN
        ends := ends[1:furthest + 1];
    END IF;
    ids := ids[1:ends[cardinality(ends)]];
    stopped_at := CASE WHEN stopped IS NOT NULL THEN cardinality(ends) - 1 END;
    -- A hub beyond the last hop that is kept was not reached.
    IF large <> '{}' THEN
        SELECT array_agg(h.id), array_agg(h.edges) INTO hubs, hub_edges
        FROM (SELECT l.id, max(l.edges) AS edges FROM unnest(large, large_edges) AS l (id, edges) GROUP BY l.id) AS h
        JOIN unnest(ids) AS r (id) ON r.id = h.id;
    END IF;
    -- With `collapse`, what lies behind a hub is missing.
    IF closed_at < cardinality(ends) THEN
        stopped := coalesce(stopped, 'hub');
        stopped_at := least(stopped_at, closed_at);
    END IF;
    IF stopped IS NULL AND moment IS NOT NULL AND ameide_erased_after(moment) THEN
        stopped := 'erased';
    END IF;
END
$$;
