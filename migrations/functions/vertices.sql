-- Vertices by graphid, and by uid. One row for each that is there: id, label, properties.
-- `labels` says which tables can hold them: the other branches of the UNION are pruned before a row is read.

CREATE FUNCTION ameide_vertices_by_id(ids graphid[], labels text[])
RETURNS TABLE (id graphid, label text, properties agtype)
LANGUAGE sql STABLE AS $$
    {% for label in labels %}
    SELECT id, '{{ label }}', properties FROM "{{ label }}"
    WHERE '{{ label }}' = ANY (labels) AND id = ANY (ids)
    {{ "UNION ALL" if not loop.last }}
    {% endfor %}
$$;

CREATE FUNCTION ameide_vertices_by_uid(uids agtype[], labels text[])
RETURNS TABLE (id graphid, label text, properties agtype)
LANGUAGE sql STABLE AS $$
    {% for label in labels %}
    SELECT id, '{{ label }}', properties FROM "{{ label }}"
    WHERE '{{ label }}' = ANY (labels) AND {{ property("uid") }} = ANY (uids)
    {{ "UNION ALL" if not loop.last }}
    {% endfor %}
$$;
