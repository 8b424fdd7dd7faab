DO $do$
DECLARE
    graph text := current_schema();
    role text := current_setting('ameide.role');
BEGIN
    EXECUTE format('SELECT create_vlabel(%L, %L)', graph, 'Tombstone');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON "Tombstone" TO %I', role);
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %I', graph, role);
END
$do$;

CREATE UNIQUE INDEX "Tombstone_uid" ON "Tombstone" (
    agtype_access_operator(VARIADIC ARRAY[properties, '"uid"'::agtype])
);
