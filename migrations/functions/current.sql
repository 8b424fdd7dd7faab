-- Which vertices are not past (graph/currency.py): one of them, and those of some that are not.
-- own: versions that count as current whatever came later, as `model@number`; moment: NULL for now.
{% macro at_that_time(column) -%}
    (moment IS NULL OR {{ column }} <= moment)
{%- endmacro %}

{# Builds of the same model and target that were recorded later; parts of a build are recorded with it. #}
{% macro later_build(row) %}
SELECT FROM ameide_search AS later
WHERE later.label IN ('Version', 'Build') AND later.model = {{ row }}.model AND later.series = {{ row }}.series
    AND later.recorded_at > {{ row }}.recorded_at AND {{ at_that_time("later.recorded_at") }}
{% endmacro %}

{# The rule itself, for a row of model, number, series and time of recording. #}
{% macro stands(row) %}
    {{ row }}.model IS NULL
    OR {{ row }}.series = '' AND {{ row }}.model || '@' || {{ row }}.number = ANY (own)
    OR NOT EXISTS (
        SELECT FROM ameide_search AS retired
        WHERE retired.label = 'Model' AND retired.model = {{ row }}.model
            AND retired.until IS NOT NULL AND {{ at_that_time("retired.until") }}
    )
    AND CASE WHEN {{ row }}.series <> '' THEN NOT EXISTS ({{ later_build(row) }}) ELSE
        NOT EXISTS (
            SELECT FROM ameide_search AS newer
            WHERE newer.label IN ('Version', 'Build') AND newer.model = {{ row }}.model AND newer.series = ''
                AND newer.number > {{ row }}.number AND {{ at_that_time("newer.recorded_at") }}
        )
        OR EXISTS (
            SELECT FROM ameide_search AS build
            WHERE build.label IN ('Version', 'Build') AND build.model = {{ row }}.model AND build.series > ''
                AND build.number = {{ row }}.number AND {{ at_that_time("build.recorded_at") }}
                AND NOT EXISTS ({{ later_build("build") }})
        )
    END
{% endmacro %}

CREATE FUNCTION ameide_is_current(id graphid, own text[], moment text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM ameide_search AS found WHERE found.id = ameide_is_current.id AND ({{ stands("found") }})
    )
$$;

-- Many vertices belong to few versions and builds, so the rule is asked once for each of those.
CREATE FUNCTION ameide_current(ids graphid[], own text[], moment text) RETURNS graphid[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(given.id), '{}')
    FROM (
        SELECT array_agg(s.id) AS ids, s.model, s.number, s.series, s.recorded_at
        FROM ameide_search AS s WHERE s.id = ANY (ids) GROUP BY s.model, s.number, s.series, s.recorded_at
    ) AS place
    CROSS JOIN unnest(place.ids) AS given (id)
    WHERE {{ stands("place") }}
$$;

-- Returns the versions that vertices belong to or, where these are parts of a build, that the build was made from.
CREATE FUNCTION ameide_versions_of(ids graphid[]) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT array_agg(DISTINCT model || '@' || number) FROM ameide_search WHERE id = ANY (ids) AND number IS NOT NULL
$$;
