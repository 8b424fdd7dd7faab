-- What was erased leaves a tombstone; the functions that find vertices know its label.

DO $do$
DECLARE
    graph text := current_schema();
    role text := current_setting('ameide.role');
    labels text[] := ARRAY[
        'Model', 'Version', 'Element', 'Anchor', 'Source', 'Finding', 'Waiver',
        'Build', 'Artefact', 'Region', 'Package', 'Actor', 'Tombstone'
    ];
    property text := 'agtype_access_operator(VARIADIC ARRAY[properties, ''"%s"''::agtype])';
    body text;
BEGIN
    EXECUTE format('SELECT create_vlabel(%L, %L)', graph, 'Tombstone');
    EXECUTE format(
        'CREATE UNIQUE INDEX "Tombstone_uid" ON "Tombstone" (%s)', format(property, 'uid')
    );
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON "Tombstone" TO %I', role);
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %I', graph, role);
    SELECT string_agg(
        format('SELECT id, %1$L, properties FROM %1$I WHERE %1$L = ANY (labels) AND id = ANY (ids)', label),
        ' UNION ALL '
    ) INTO body FROM unnest(labels) AS label;
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION ameide_vertices_by_id (ids graphid[], labels text[])'
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
        'CREATE OR REPLACE FUNCTION ameide_vertices_by_uid (uids agtype[], labels text[])'
        ' RETURNS TABLE (id graphid, label text, properties agtype) LANGUAGE sql STABLE AS %L',
        body
    );
END
$do$;
