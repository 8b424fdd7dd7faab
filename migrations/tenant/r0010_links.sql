DO $$
DECLARE
    graph text := current_schema();
BEGIN
    EXECUTE format('SELECT create_vlabel(%L, %L)', graph, 'Link');
    EXECUTE format('SELECT create_elabel(%L, %L)', graph, 'LINKS');
    EXECUTE format('SELECT create_elabel(%L, %L)', graph, 'KNOWN_AS');
END
$$;

CREATE UNIQUE INDEX "Link_uid" ON "Link" (
    agtype_access_operator(VARIADIC ARRAY[properties, '"uid"'::agtype])
);

-- One index serves both the uniqueness and the way forwards.
DROP INDEX "LINKS_start_id_idx";
CREATE UNIQUE INDEX "LINKS_ends" ON "LINKS" (start_id, end_id);

-- A name may be given up and taken again: only one at a time is open.
CREATE UNIQUE INDEX "KNOWN_AS_ends" ON "KNOWN_AS" (start_id, end_id)
WHERE agtype_access_operator(VARIADIC ARRAY[properties, '"until"'::agtype]) IS NULL;

DO $$
DECLARE
    graph text := current_schema();
    role text := current_setting('ameide.role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON "Link", "LINKS", "KNOWN_AS" TO %I', role);
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %I', graph, role);
END
$$;
