-- Vertices with one of these ids, and with one of these uids, among those of the given labels. One row for each: id,
-- label, properties.
-- A statement for each label, since a statement over all tables would open each of them, whatever it asks for.
{% set conditions = {"id": "id = ANY (ids)", "uid": property("uid") ~ " = ANY (uids)"} %}
{% for key, type in [("id", "graphid"), ("uid", "agtype")] %}

CREATE FUNCTION ameide_vertices_by_{{ key }}({{ key }}s {{ type }}[], labels text[])
RETURNS TABLE (id graphid, label text, properties agtype)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
    {% for label in labels %}
    IF '{{ label }}' = ANY (labels) THEN
        RETURN QUERY SELECT id, '{{ label }}', properties FROM "{{ label }}" WHERE {{ conditions[key] }};
    END IF;
    {% endfor %}
END
$$;
{% endfor %}
