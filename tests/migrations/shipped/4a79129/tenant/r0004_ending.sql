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

-- Removes vertices for good, with all their edges and the bytes that no vertex names any longer. The tenant's role may not
-- delete: this one function of the owner's does. Whatever else holds something of a vertex must be emptied here too.
DO $do$
DECLARE
    graph text := current_schema();
    role text := current_setting('ameide.role');
    vertex_tables text[] := ARRAY[
        'Model', 'Version', 'Element', 'Anchor', 'Source', 'Finding', 'Waiver',
        'Build', 'Artefact', 'Region', 'Package', 'Actor', 'Tombstone'
    ];
    edge_tables text[] := ARRAY[
        'PARSED_FROM', 'VERSION_OF', 'STATED_IN', 'CONTAINS', 'REFERS_TO', 'RESOLVES_TO', 'ABOUT', 'FOUND_IN',
        'WAIVES', 'USED', 'DEPENDS_ON', 'GENERATED_BY', 'HAS_REGION', 'GENERATED_FROM', 'BY', 'FLOWS_TO', 'REVISES'
    ];
    edge_deletes text;
    vertex_deletes text;
BEGIN
    SELECT string_agg(
        format(
            'DELETE FROM %I WHERE start_id = ANY (gone) OR end_id = ANY (gone);'
            ' GET DIAGNOSTICS number = ROW_COUNT; edges := edges + number;',
            kind
        ),
        E'\n'
    ) INTO edge_deletes FROM unnest(edge_tables) AS kind;
    SELECT string_agg(
        format(
            'IF %1$L = ANY (labels) THEN DELETE FROM %1$I WHERE id = ANY (gone);'
            ' GET DIAGNOSTICS number = ROW_COUNT; vertices := vertices + number; END IF;',
            label
        ),
        E'\n'
    ) INTO vertex_deletes FROM unnest(vertex_tables) AS label;
    EXECUTE format(
        $sql$
        CREATE FUNCTION ameide_erase (uids agtype[], labels text[], OUT vertices bigint, OUT edges bigint)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = %1$I, ag_catalog, pg_temp AS %2$L
        $sql$,
        graph,
        $body$
        DECLARE
            gone graphid[];
            digests text[];
            number bigint;
        BEGIN
            vertices := 0;
            edges := 0;
            SELECT array_agg(found.id), array_agg(ameide_property(found.properties, '"digest"'))
            FILTER (WHERE found.label IN ('Source', 'Artefact'))
            INTO gone, digests FROM ameide_vertices_by_uid(uids, labels) AS found;
        $body$ || edge_deletes || E'\n' || vertex_deletes || $body$
            DELETE FROM ameide_content AS content WHERE content.digest = ANY (digests)
            AND NOT EXISTS (
                SELECT FROM "Source" AS one WHERE ameide_property(one.properties, '"digest"') = content.digest
            )
            AND NOT EXISTS (
                SELECT FROM "Artefact" AS one WHERE ameide_property(one.properties, '"digest"') = content.digest
            );
        END
        $body$
    );
    EXECUTE format('REVOKE EXECUTE ON FUNCTION ameide_erase (agtype[], text[]) FROM PUBLIC');
    EXECUTE format('GRANT EXECUTE ON FUNCTION ameide_erase (agtype[], text[]) TO %I', role);
END
$do$;
