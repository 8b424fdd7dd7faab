-- Returns by label id the kinds of edges that end, or that start, at a vertex with this label: a bit for each kind.
CREATE FUNCTION ameide_kinds_at(ends boolean) RETURNS int[]
LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN ends THEN {{ kinds_at.ends }} ELSE {{ kinds_at.starts }} END $$;
