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

{% macro is_current(id) %}
EXISTS (
    SELECT FROM ameide_search AS found WHERE found.id = {{ id }} AND (
        found.model IS NULL
        OR found.series = '' AND found.model || '@' || found.number = ANY (own)
        OR NOT EXISTS (
            SELECT FROM ameide_search AS retired
            WHERE retired.label = 'Model' AND retired.model = found.model
                AND retired.until IS NOT NULL AND {{ at_that_time("retired.until") }}
        )
        AND CASE WHEN found.series <> '' THEN NOT EXISTS ({{ later_build("found") }}) ELSE
            NOT EXISTS (
                SELECT FROM ameide_search AS newer
                WHERE newer.label IN ('Version', 'Build') AND newer.model = found.model AND newer.series = ''
                    AND newer.number > found.number AND {{ at_that_time("newer.recorded_at") }}
            )
            OR EXISTS (
                SELECT FROM ameide_search AS build
                WHERE build.label IN ('Version', 'Build') AND build.model = found.model AND build.series > ''
                    AND build.number = found.number AND {{ at_that_time("build.recorded_at") }}
                    AND NOT EXISTS ({{ later_build("build") }})
            )
        END
    )
)
{% endmacro %}

CREATE FUNCTION ameide_is_current(id graphid, own text[], moment text) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT {{ is_current("ameide_is_current.id") }} $$;

CREATE FUNCTION ameide_current(ids graphid[], own text[], moment text) RETURNS graphid[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(given.id), '{}') FROM unnest(ids) AS given (id) WHERE {{ is_current("given.id") }}
$$;

-- Returns the versions that vertices belong to or, where these are parts of a build, that the build was made from.
CREATE FUNCTION ameide_versions_of(ids graphid[]) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT array_agg(DISTINCT model || '@' || number) FROM ameide_search WHERE id = ANY (ids) AND number IS NOT NULL
$$;
