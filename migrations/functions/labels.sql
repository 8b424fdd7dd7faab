-- Returns the labels of vertices by label id: element n is the label of id n, NULL where n is no label of a vertex.
-- The array is written out when the function is installed, so that reach need not read AGE's catalog.
CREATE FUNCTION ameide_labels() RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$ SELECT {{ label_ids }}::text[] $$;
