-- Removes vertices for good, with all their edges, what search knows of them, and the bytes that no vertex names any
-- longer. One row: the number of vertices and of edges that were removed; a uid that is no vertex counts as none.
-- A tenant's role may not delete, so this runs with its owner's rights. Whatever else comes to hold something of a
-- vertex must be emptied here too.
CREATE FUNCTION ameide_erase(uids agtype[], labels text[], OUT vertices bigint, OUT edges bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = "{{ graph }}", ag_catalog, pg_temp
AS $$
DECLARE
    gone graphid[];
    digests text[];
    words text[];
    number bigint;
BEGIN
    vertices := 0;
    edges := 0;
    SELECT array_agg(found.id), array_agg(ameide_property(found.properties, '"digest"'))
    FILTER (WHERE found.label IN ('Source', 'Artefact'))
    INTO gone, digests FROM ameide_vertices_by_uid(uids, labels) AS found;
    -- Words that no other vertex has.
    SELECT array_agg(DISTINCT said.lexeme) INTO words
    FROM ameide_search AS side, unnest(side.text) AS said WHERE side.id = ANY (gone);
    DELETE FROM ameide_search AS side WHERE side.id = ANY (gone);
    DELETE FROM ameide_words AS known WHERE known.word = ANY (words) AND NOT EXISTS (
        SELECT FROM ameide_search AS side WHERE side.text @@ ('''' || known.word || '''')::tsquery
    );
    {% for kind in kinds %}
    DELETE FROM "{{ kind.name }}" WHERE start_id = ANY (gone) OR end_id = ANY (gone);
    GET DIAGNOSTICS number = ROW_COUNT;
    edges := edges + number;
    {% endfor %}
    {% for label in labels %}
    IF '{{ label }}' = ANY (labels) THEN
        DELETE FROM "{{ label }}" WHERE id = ANY (gone);
        GET DIAGNOSTICS number = ROW_COUNT;
        vertices := vertices + number;
    END IF;
    {% endfor %}
    DELETE FROM ameide_content AS content WHERE content.digest = ANY (digests)
    AND NOT EXISTS (
        SELECT FROM "Source" AS one WHERE ameide_property(one.properties, '"digest"') = content.digest
    )
    AND NOT EXISTS (
        SELECT FROM "Artefact" AS one WHERE ameide_property(one.properties, '"digest"') = content.digest
    );
END
$$;
