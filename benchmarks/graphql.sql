-- What somebody would write by hand for this one question: everything that depends on a vertex, with hops and counts,
-- and the first page. No time travel, no filters, no limits.
CREATE FUNCTION bench_impact(start_label text, start_uid text, page int) RETURNS TABLE (what text, hop int, label text, number bigint, vertex agtype)
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
DECLARE
    reached graphid[];
    hops int[];
    frontier graphid[];
    level int := 0;
BEGIN
    EXECUTE format(
        'SELECT array_agg(id) FROM %I WHERE agtype_access_operator(VARIADIC ARRAY[properties, ''"uid"''::agtype]) = $1',
        start_label
    ) INTO frontier USING to_json(start_uid)::text::agtype;
    reached := frontier;
    hops := array_fill(0, ARRAY[cardinality(frontier)]);
    LOOP
        frontier := ARRAY(
            SELECT start_id FROM (
                SELECT start_id FROM "PARSED_FROM" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "VERSION_OF" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "STATED_IN" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "CONTAINS" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "REFERS_TO" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "RESOLVES_TO" WHERE end_id = ANY (frontier)
                    AND agtype_access_operator(VARIADIC ARRAY[properties, '"until"'::agtype]) IS NULL
                UNION ALL SELECT start_id FROM "ABOUT" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "FOUND_IN" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "WAIVES" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "USED" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "DEPENDS_ON" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "GENERATED_BY" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "HAS_REGION" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "GENERATED_FROM" WHERE end_id = ANY (frontier)
                UNION ALL SELECT start_id FROM "BY" WHERE end_id = ANY (frontier)
            ) AS edges
            EXCEPT SELECT unnest(reached)
        );
        EXIT WHEN frontier = '{}';
        level := level + 1;
        reached := reached || frontier;
        hops := hops || array_fill(level, ARRAY[cardinality(frontier)]);
    END LOOP;
    RETURN QUERY
        WITH placed AS MATERIALIZED (SELECT r.id, r.hop FROM unnest(reached, hops) AS r (id, hop)),
        found AS MATERIALIZED (
            SELECT 'Version' AS label, v.properties, p.hop FROM "Version" AS v JOIN placed AS p USING (id)
            UNION ALL SELECT 'Element', v.properties, p.hop FROM "Element" AS v JOIN placed AS p USING (id)
            UNION ALL SELECT 'Region', v.properties, p.hop FROM "Region" AS v JOIN placed AS p USING (id)
            UNION ALL SELECT 'Artefact', v.properties, p.hop FROM "Artefact" AS v JOIN placed AS p USING (id)
            UNION ALL SELECT 'Build', v.properties, p.hop FROM "Build" AS v JOIN placed AS p USING (id)
            UNION ALL SELECT 'Finding', v.properties, p.hop FROM "Finding" AS v JOIN placed AS p USING (id)
            UNION ALL SELECT 'Anchor', v.properties, p.hop FROM "Anchor" AS v JOIN placed AS p USING (id)
            UNION ALL SELECT 'Waiver', v.properties, p.hop FROM "Waiver" AS v JOIN placed AS p USING (id)
        )
        (
            SELECT 'vertex', f.hop, f.label, 0::bigint, f.properties FROM found AS f
            ORDER BY f.hop, agtype_access_operator(VARIADIC ARRAY[f.properties, '"uid"'::agtype])::text COLLATE "C"
            LIMIT page
        )
        UNION ALL SELECT 'count', f.hop, f.label, count(*), NULL FROM found AS f GROUP BY f.hop, f.label;
END
$$;
