-- Edges of the given kinds (bits, as graph.age numbers them) that start, or that end, at one of the vertices `near`, as
-- they stood at `moment` (NULL: as they stand now). One row for each: kind, its bit, start_id, end_id, properties.
-- Kinds that are not asked for are pruned before a row is read.
{% for side in ["start_id", "end_id"] %}

CREATE FUNCTION ameide_edges_by_{{ side }}(near graphid[], kinds int, moment agtype)
RETURNS TABLE (kind text, kind_bit int, start_id graphid, end_id graphid, properties agtype)
LANGUAGE sql STABLE AS $$
    {% for kind in kinds %}
    SELECT '{{ kind.name }}', {{ kind.bit }}, start_id, end_id, properties FROM "{{ kind.name }}"
    WHERE kinds & {{ kind.bit }} <> 0 AND {{ side }} = ANY (near)
        AND (moment IS NULL OR {{ property("recordedAt") }} <= moment)
        {% if kind.ending %}
        AND ({{ property("until") }} IS NULL OR moment IS NOT NULL AND {{ property("until") }} > moment)
        {% endif %}
    {{ "UNION ALL" if not loop.last }}
    {% endfor %}
$$;
{% endfor %}
