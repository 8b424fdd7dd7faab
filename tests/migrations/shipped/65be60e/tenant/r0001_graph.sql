-- Runs with the graph's schema and ag_catalog on the search path, and the tenant's role in ameide.role.

DO $$
DECLARE
    graph text := current_schema();
    label text;
BEGIN
    FOREACH label IN ARRAY ARRAY[
        'Model', 'Version', 'Element', 'Anchor', 'Source', 'Finding', 'Waiver',
        'Build', 'Artefact', 'Region', 'Package', 'Actor'
    ] LOOP
        EXECUTE format('SELECT create_vlabel(%L, %L)', graph, label);
        EXECUTE format(
            'CREATE UNIQUE INDEX %I ON %I (agtype_access_operator(VARIADIC ARRAY[properties, ''"uid"''::agtype]))',
            label || '_uid', label
        );
    END LOOP;
    FOREACH label IN ARRAY ARRAY[
        'PARSED_FROM', 'VERSION_OF', 'STATED_IN', 'CONTAINS', 'REFERS_TO', 'ABOUT', 'FOUND_IN', 'WAIVES', 'USED',
        'DEPENDS_ON', 'GENERATED_BY', 'HAS_REGION', 'GENERATED_FROM', 'BY', 'FLOWS_TO', 'REVISES'
    ] LOOP
        EXECUTE format('SELECT create_elabel(%L, %L)', graph, label);
        -- One index serves both the uniqueness and the way forwards.
        EXECUTE format('DROP INDEX %I', label || '_start_id_idx');
        EXECUTE format('CREATE UNIQUE INDEX %I ON %I (start_id, end_id)', label || '_ends', label);
    END LOOP;
    EXECUTE format('SELECT create_elabel(%L, %L)', graph, 'RESOLVES_TO');
END
$$;

-- What can end may begin again: only one at a time is open.
CREATE UNIQUE INDEX "RESOLVES_TO_ends" ON "RESOLVES_TO" (start_id, end_id)
WHERE agtype_access_operator(VARIADIC ARRAY[properties, '"until"'::agtype]) IS NULL;

-- The last moment of this graph. Its row is the lock that all writes take.
CREATE TABLE ameide_clock (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    last timestamptz NOT NULL
);
INSERT INTO ameide_clock (last) VALUES (clock_timestamp());

CREATE TABLE ameide_content (
    digest text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
    size bigint NOT NULL GENERATED ALWAYS AS (octet_length(bytes)) STORED,
    bytes bytea NOT NULL
);

DO $$
DECLARE
    graph text := current_schema();
    role text := current_setting('ameide.role');
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', graph, role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA %I TO %I', graph, role);
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %I', graph, role);
    EXECUTE format('REVOKE INSERT, UPDATE ON ameide_version, ameide_clock, ameide_content FROM %I', role);
    EXECUTE format('GRANT UPDATE (last) ON ameide_clock TO %I', role);
    EXECUTE format('GRANT INSERT (digest, bytes) ON ameide_content TO %I', role);
END
$$;
