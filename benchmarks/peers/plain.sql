-- What somebody would write by hand: a table of two columns, and all that can be reached from a vertex, as counts by
-- hop and the first page of vertices. Both return the same.
CREATE TABLE edge (source int NOT NULL, target int NOT NULL, PRIMARY KEY (source, target));

-- Hop by hop, without what was seen before.
CREATE FUNCTION by_level(start int, depth int, page int) RETURNS TABLE (what text, hop int, number bigint)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
    reached int[] := ARRAY[start];
    frontier int[] := reached;
    first_of_hop int[] := ARRAY[1];
BEGIN
    FOR level IN 1..depth LOOP
        frontier := ARRAY(
            SELECT target FROM edge WHERE source = ANY (frontier) EXCEPT SELECT unnest(reached)
        );
        EXIT WHEN frontier = '{}';
        first_of_hop := first_of_hop || (cardinality(reached) + 1);
        reached := reached || frontier;
    END LOOP;
    RETURN QUERY
        WITH placed AS MATERIALIZED (
            SELECT r.id, width_bucket(r.place::int, first_of_hop) - 1 AS hop
            FROM unnest(reached) WITH ORDINALITY AS r (id, place)
        )
        SELECT 'count', p.hop, count(*) FROM placed AS p GROUP BY p.hop
        UNION ALL (SELECT 'vertex', p.hop, p.id::bigint FROM placed AS p ORDER BY p.hop, p.id LIMIT page);
END
$$;

-- As one recursive query: the fastest where a vertex lies at few distances, and the slowest where it lies at many.
CREATE FUNCTION by_recursion(start int, depth int, page int) RETURNS TABLE (what text, hop int, number bigint)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
BEGIN
    RETURN QUERY
        WITH RECURSIVE reached AS (
            SELECT start AS id, 0 AS hop
            UNION
            SELECT e.target, r.hop + 1 FROM reached AS r JOIN edge AS e ON e.source = r.id WHERE r.hop < depth
        ),
        placed AS MATERIALIZED (SELECT r.id, min(r.hop) AS hop FROM reached AS r GROUP BY r.id)
        SELECT 'count', p.hop, count(*) FROM placed AS p GROUP BY p.hop
        UNION ALL (SELECT 'vertex', p.hop, p.id::bigint FROM placed AS p ORDER BY p.hop, p.id LIMIT page);
END
$$;
