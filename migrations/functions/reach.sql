-- Counts what ameide_reached finds, and shows one page of it. Vertices of `wanted_labels` and `wanted_kinds` (of elements;
-- none: all) are counted and shown; the others are only passed through. Rows, by `what`:
--   missing  uid: a start that is no vertex (then there is no other row)
--   end      exactly one. kind: why the search stopped short, or NULL; hop: the distance beyond which something is
--            missing; reached: at n, how many wanted vertices lie within n - 1 hops; shown: one page of them, and one
--            more if there is one, as the text of a list of [hop, label, properties]
--   hub      uid, label, number of edges: of the largest 20
--   count    label, kind, number: of all wanted vertices that were reached
--   group    uid: of each version and build that something reached belongs to; only if `groups` is asked
--   edges    starts, ends: graphids of every edge that was followed, 8 bytes each; only if `edges` is asked and nothing
--            is missing
-- Kinds and uids are read from the side table of search, whose index holds them; uids only as far as the page goes.
CREATE FUNCTION ameide_reach(
    start_uids agtype[], start_labels text[], impact boolean, kinds int, narrowing int, moment agtype,
    depth int, size int, seconds float8, hub int, collapse boolean, only_current boolean, wanted_labels text[], wanted_kinds text[],
    after_hop int, after_uid text, page int, edges boolean, groups boolean
) RETURNS TABLE (
    what text, hop int, label text, kind text, number bigint, uid text, reached int[], shown text, starts bytea, ends bytea
)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    found record;
    wanted graphid[];
    gone graphid[];
    lasts int[];
    fewer int;
    first_hop int := coalesce(after_hop, 0);
    last_hop int;
    paged graphid[];
    paged_hops int[];
    paged_labels text[];
    page_text text := '[';
    barred int := CASE
        WHEN impact THEN {{ kinds | selectattr("first") | sum(attribute="bit") }}
        ELSE {{ kinds | selectattr("second") | sum(attribute="bit") }}
    END;
BEGIN
    found := ameide_reached(
        start_uids, start_labels, impact, kinds, narrowing, moment, depth, size, seconds, hub, collapse, only_current
    );
    IF found.missing IS NOT NULL THEN
        RETURN QUERY
            SELECT 'missing', NULL::int, NULL, NULL, NULL::bigint, m, NULL::int[], NULL, NULL::bytea, NULL::bytea
            FROM unnest(found.missing) AS m;
        RETURN;
    END IF;
    IF found.hubs IS NOT NULL THEN
        RETURN QUERY
            SELECT 'hub', NULL::int, v.label, NULL, h.edges, ameide_property(v.properties, '"uid"'), NULL::int[],
                NULL, NULL::bytea, NULL::bytea
            FROM unnest(found.hubs, found.hub_edges) AS h (id, edges)
            JOIN ameide_vertices_by_id(found.hubs, ameide_labels()) AS v ON v.id = h.id
            ORDER BY h.edges DESC, ameide_property(v.properties, '"uid"') COLLATE "C" LIMIT 20;
    END IF;
    -- Findings, waivers and links that have ended. Nothing is reached through them, so they can be left out here.
    IF impact AND kinds & {{ kinds | selectattr("name", "in", ["ABOUT", "FOUND_IN", "WAIVES", "BY", "LINKS"]) | sum(attribute="bit") }} <> 0 THEN
        gone := ARRAY(
            SELECT s.id FROM unnest(found.ids) WITH ORDINALITY AS r (id, place) JOIN ameide_search AS s ON s.id = r.id
            WHERE (ameide_labels())[_extract_label_id(r.id)] IN ('Finding', 'Waiver', 'Link') AND r.place > found.ends[1]
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
    paged := wanted[coalesce(lasts[first_hop], 0) + 1:lasts[last_hop + 1]];
    -- A page that holds all needs no order: whoever asks puts it in one.
    IF after_hop IS NULL AND cardinality(paged) <= page + 1 THEN
        paged_hops := ARRAY(SELECT width_bucket(i, lasts) FROM generate_series(0, cardinality(paged) - 1) AS i);
    ELSE
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
    END IF;
    paged_labels := ARRAY(SELECT DISTINCT (ameide_labels())[_extract_label_id(p.id)] FROM unnest(paged) AS p (id));
    {% for label in labels %}
    IF '{{ label }}' = ANY (paged_labels) THEN
        page_text := page_text || (
            SELECT string_agg('[' || p.hop || ',"{{ label }}",' || (
                CASE WHEN v.properties ? 'folded'::text THEN v.properties - '"folded"'::agtype ELSE v.properties END
            )::text || '],', '')
            FROM unnest(paged, paged_hops) AS p (id, hop)
            CROSS JOIN LATERAL (SELECT properties FROM "{{ label }}" WHERE id = p.id OFFSET 0) AS v
        );
    END IF;
    {% endfor %}
    RETURN QUERY
        SELECT 'end', found.stopped_at, NULL, found.stopped, NULL::bigint, NULL, lasts, rtrim(page_text, ',') || ']',
            NULL::bytea, NULL::bytea
        UNION ALL
        SELECT 'count', NULL, (ameide_labels())[n.label], n.kind, n.number, NULL, NULL, NULL, NULL, NULL
        FROM (
            SELECT _extract_label_id(s.id) AS label, s.kind, count(*) AS number FROM ameide_search AS s
            WHERE s.id = ANY (wanted) GROUP BY 1, 2
        ) AS n;
    IF groups THEN
        RETURN QUERY
            SELECT DISTINCT 'group', NULL::int, NULL, NULL, NULL::bigint, CASE
                    WHEN s.label IN ('Version', 'Element') THEN s.model || '@' || s.number
                    ELSE 'build:' || split_part(split_part(s.uid, ':', 2), '/', 1)
                END, NULL::int[], NULL, NULL::bytea, NULL::bytea
            FROM ameide_search AS s
            WHERE s.id = ANY (found.ids)
                AND (s.label IN ('Version', 'Element') OR s.label IN ('Build', 'Artefact', 'Region'));
    END IF;
    IF edges AND found.stopped IS NULL THEN
        RETURN QUERY
            SELECT 'edges', NULL::int, NULL, NULL, NULL::bigint, NULL, NULL::int[], NULL,
                string_agg(graphid_send(e.start_id), ''), string_agg(graphid_send(e.end_id), '')
            FROM (
                SELECT * FROM ameide_edges_by_end_id(found.ids, kinds, moment) WHERE impact
                UNION ALL
                SELECT * FROM ameide_edges_by_start_id(found.ids, kinds, moment) WHERE NOT impact
            ) AS e
            -- From what was reached narrowly alone, some kinds were not followed.
            WHERE found.narrow = '{}' OR NOT EXISTS (
                SELECT FROM unnest(found.narrow) AS n (id)
                WHERE n.id = CASE WHEN impact THEN e.end_id ELSE e.start_id END AND barred & e.kind_bit <> 0
            );
    END IF;
END
$$;
