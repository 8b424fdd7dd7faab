"""Search in the side tables: which words may be meant, then one statement that finds, scores, counts and pages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import orjson
from psycopg import AsyncConnection

from graph import errors, spelling
from graph.age.arrays import agtype_array
from graph.age.entries import lexeme
from graph.age.functions import bits, narrowing
from graph.age.reach import LINEAGE, known_at
from graph.age.unit import Unit
from graph.excerpts import excerpt
from graph.matching import EQUAL, FULL, NEAR, PREFIX, WEIGHTS, Field, Wanted, score
from graph.records import LABELS, label_of
from graph.store import Direction, Hit, Hits, ReachQuery, SearchQuery, Truncation

_FIELDS: Final[Mapping[Field, str]] = {Field.NAME: "A", Field.ID: "B", Field.DOCUMENTATION: "C", Field.OTHER: "D"}
_RESEMBLING: Final = """
    SELECT wanted.word, found.word FROM unnest(%s::text[], %s::text[], %s::int[]) AS wanted(word, grams, slips)
    CROSS JOIN LATERAL (
        SELECT known.word FROM ameide_words AS known WHERE known.grams && string_to_array(wanted.grams, ' ')
        AND abs(length(known.word) - length(wanted.word)) <= wanted.slips
    ) AS found
"""
_SUPERSEDED: Final = """(
    {side}.until <= %(moment)s
    OR EXISTS (
        SELECT FROM ameide_search AS retired WHERE retired.label = 'Model' AND retired.model = {side}.model
        AND retired.until <= %(moment)s
    )
    OR EXISTS (
        SELECT FROM ameide_search AS later WHERE later.label IN ('Version', 'Build')
        AND later.model = {side}.model AND later.series = {side}.series AND later.recorded_at <= %(moment)s
        AND CASE {side}.series WHEN '' THEN later.number > {side}.number
            ELSE later.recorded_at > {side}.recorded_at END
    )
)"""
_NAMED: Final = "SELECT id::text FROM ameide_vertices_by_uid(%s::agtype[], %s::text[])"
_REACHED: Final = """
    reached AS MATERIALIZED (
        SELECT missing, ids, stopped FROM ameide_reached(
            %(starts)s::agtype[], %(start_labels)s::text[], %(impact)s::boolean, %(edge_kinds)s::int,
            %(narrowing)s::int, %(reach_moment)s::agtype, %(depth)s::int, %(size)s::int, %(seconds)s::float8,
            %(hub)s::int, %(collapse)s::boolean, %(only_current)s::boolean
        )
    ),
"""
_NOT_REACHED: Final = "reached AS (SELECT NULL::text[] AS missing, NULL::text AS stopped),"
_SEARCH: Final = """
    WITH {reached}
    grades AS MATERIALIZED (
        SELECT * FROM unnest(%(words)s::int[], %(points)s::int[], %(queries)s::tsquery[]) AS grade(word, points, query)
    ),
    found AS MATERIALIZED (
        SELECT side.id, side.label, side.uid, side.kind, side.model, side.series, side.number, side.recorded_at,
            side.until, CASE
                WHEN side.label = 'Model' THEN 0
                WHEN ts_filter(side.text, '{{a}}') = ''::tsvector THEN %(groups)s
                ELSE coalesce((
                    SELECT led.place FROM unnest(%(kinds_led)s::text[], %(places_led)s::int[]) AS led(kind, place)
                    WHERE led.kind = side.kind LIMIT 1
                ), %(groups)s)
            END AS rank, CASE
            WHEN side.id = ANY (%(named)s::graphid[]) OR side.text @@ %(exact)s::tsquery THEN %(whole)s
            ELSE coalesce((
                SELECT sum(best.points) FROM (
                    SELECT max(grades.points) AS points FROM grades WHERE side.text @@ grades.query GROUP BY grades.word
                ) AS best
            ), 0) END AS points
        FROM ameide_search AS side
        WHERE {matching} AND {within} AND side.label = ANY (%(labels)s::text[]) AND side.recorded_at <= %(moment)s
            AND (%(kinds)s::text[] = '{{}}' OR side.kind = ANY (%(kinds)s::text[]))
            AND (%(models)s::text[] = '{{}}' OR side.model = ANY (%(models)s::text[]))
            AND (%(severities)s::text[] = '{{}}' OR side.severity = ANY (%(severities)s::text[]))
            AND (
                %(superseded)s::boolean OR side.id = ANY (%(named)s::graphid[])
                OR NOT coalesce({superseded}, false)
            )
    ),
    page AS MATERIALIZED (
        SELECT *, row_number() OVER () AS place FROM (
            SELECT * FROM found
            ORDER BY points < %(whole)s, CASE %(groups)s WHEN 1 THEN 0 ELSE rank END, points DESC, uid
            LIMIT %(first)s OFFSET %(after)s
        ) AS best
    )
    SELECT 'label' AS what, label AS name, count(*) AS number, NULL::agtype AS properties, 0 AS place,
        false AS superseded
    FROM found GROUP BY label
    UNION ALL SELECT 'kind', kind, count(*), NULL, 0, false FROM found WHERE kind IS NOT NULL GROUP BY kind
    UNION ALL SELECT 'model', model, count(*), NULL, 0, false FROM found WHERE model IS NOT NULL GROUP BY model
    UNION ALL SELECT 'hit', page.label, page.points, vertex.properties - '"folded"'::agtype, page.place,
        coalesce({page_superseded}, false)
    FROM page
    JOIN ameide_vertices_by_id(ARRAY(SELECT id FROM page), %(labels)s::text[]) AS vertex ON vertex.id = page.id
    UNION ALL SELECT 'missing', min(unknown), 0, NULL, 0, false FROM reached, unnest(missing) AS unknown
    UNION ALL SELECT 'stopped', stopped, 0, NULL, 0, false FROM reached
    UNION ALL SELECT 'stopped', 'erased', 0, NULL, 0, false WHERE EXISTS (
        SELECT FROM "Tombstone"
        WHERE agtype_access_operator(VARIADIC ARRAY[properties, '"recordedAt"'::agtype]) > %(moment_agtype)s::agtype
    )
"""

Nearly = Mapping[str, Mapping[int, Sequence[str]]]
"""Known words by word of the text and by the number of slips between the two."""


async def search(unit: Unit, query: SearchQuery) -> Hits:
    """Find, in two or three statements whatever is found."""
    wanted, moment = Wanted.of(query.text), _moment(unit, query)
    values = _filters(query, moment) | (_reach(unit, query.within) if query.within else {})
    statement = _SEARCH.format(
        reached=_REACHED if query.within else _NOT_REACHED,
        matching="(side.text @@ %(any)s::tsquery OR side.id = ANY (%(named)s::graphid[]))" if wanted.key else "true",
        superseded=_SUPERSEDED.format(side="side"),
        page_superseded=_SUPERSEDED.format(side="page"),
        within="side.id IN (SELECT unnest(ids) FROM reached)" if query.within else "true",
    )
    async with unit.speaking() as connection:
        values["named"] = await _named(connection, wanted)
        values |= _asked(wanted, await _nearly(connection, wanted))
        cursor = await connection.execute(statement, values)
        rows = await cursor.fetchall()
    return _hits(query, wanted, moment, rows)


def _moment(unit: Unit, query: SearchQuery) -> str:
    return unit.now if query.as_of is None else min(query.as_of, unit.now)


def _filters(query: SearchQuery, moment: str) -> dict[str, Any]:
    return {
        "labels": sorted(query.labels or LABELS),
        "kinds": sorted(query.kinds),
        "models": sorted(query.models),
        "severities": sorted(query.severities),
        "superseded": query.superseded,
        "kinds_led": [kind for kinds in query.leading for kind in sorted(kinds)],
        "places_led": [place for place, kinds in enumerate(query.leading, 1) for _ in kinds],
        "groups": len(query.leading) + 1,
        "moment": moment,
        "moment_agtype": orjson.dumps(moment).decode(),
        "first": query.first,
        "after": query.after,
    }


def _reach(unit: Unit, query: ReachQuery) -> dict[str, Any]:
    try:
        labels = sorted({label_of(uid) for uid in query.start})
    except ValueError as error:
        raise errors.VertexUnknown(str(error)[:200]) from error
    through = query.through or LINEAGE
    past = query.as_of is not None and query.as_of < unit.now
    return {
        "starts": agtype_array(set(query.start)),
        "start_labels": labels,
        "impact": query.direction is Direction.IMPACT,
        "edge_kinds": bits(through),
        "narrowing": narrowing(query.direction, through, tuple(labels)),
        "reach_moment": orjson.dumps(query.as_of).decode() if past else None,
        "depth": query.budget.depth,
        "size": query.budget.vertices,
        "seconds": query.budget.seconds,
        "hub": query.hub,
        "collapse": query.collapse,
        "only_current": query.current,
    }


async def _named(connection: AsyncConnection[Any], wanted: Wanted) -> str:
    """Return the graphid of the vertex whose uid is the text, as an array literal."""
    try:
        label = label_of(wanted.text)
    except ValueError:
        return "{}"
    if "\0" in wanted.text:
        return "{}"
    cursor = await connection.execute(_NAMED, [agtype_array([wanted.text]), [label]])
    return "{" + ",".join(number for (number,) in await cursor.fetchall()) + "}"


async def _nearly(connection: AsyncConnection[Any], wanted: Wanted) -> Nearly:
    """Return known words that may be meant: the database finds some that share letters, `graph.spelling` chooses."""
    forgiving = [(word, spelling.slips(word)) for word in wanted.words if spelling.slips(word)]
    if not forgiving:
        return {}
    grams = [" ".join(spelling.grams(word)) for word, _ in forgiving]
    cursor = await connection.execute(
        _RESEMBLING, [[word for word, _ in forgiving], grams, [slips for _, slips in forgiving]]
    )
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word, known in await cursor.fetchall():
        edits = spelling.meant(word, known)
        if edits:
            found[word][edits].append(known)
    return found


def _asked(wanted: Wanted, nearly: Nearly) -> dict[str, Any]:
    """Return the parameters of a search: exact names, entries with all words, and scores by word and field."""
    exact = f"'{lexeme(wanted.key)}'"
    grades = [
        (place, points, query)
        for place, word in enumerate(wanted.words)
        for points, query in _grades(word, nearly.get(word, {}))
    ]
    every = " & ".join(f"({_any(word, nearly.get(word, {}))})" for word in wanted.words)
    return {
        "exact": exact,
        "any": f"{exact} | {every}" if every else exact,
        "whole": FULL * max(1, len(wanted.words)),
        "words": [place for place, _, _ in grades],
        "points": [points for _, points, _ in grades],
        "queries": [query for _, _, query in grades],
    }


def _grades(word: str, nearly: Mapping[int, Sequence[str]]) -> Iterator[tuple[int, str]]:
    for field, letter in _FIELDS.items():
        yield WEIGHTS[field] * EQUAL, f"'{word}':{letter}"
        yield WEIGHTS[field] * PREFIX, f"'{word}':*{letter}"
        for edits, known in nearly.items():
            yield WEIGHTS[field] * NEAR[edits], " | ".join(f"'{each}':{letter}" for each in known)


def _any(word: str, nearly: Mapping[int, Sequence[str]]) -> str:
    """Return the query for a word and similar known words; lexemes of keys have no weight, so no word matches one."""
    return " | ".join([f"'{word}':*", *(f"'{each}'" for known in nearly.values() for each in known)])


def _hits(query: SearchQuery, wanted: Wanted, moment: str, rows: Sequence[Sequence[Any]]) -> Hits:
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for what, *rest in rows:
        found[what].append(rest)
    for uid, *_ in found["missing"]:
        if uid is not None:
            raise errors.VertexUnknown(uid)
    counts = {
        what: {name: number for name, number, *_ in sorted(found[what], key=lambda row: str(row[0]))}
        for what in ("label", "kind", "model")
    }
    page = [
        replace(_hit(wanted, label, score(wanted, int(points)), known_at(own, moment)), superseded=superseded)
        for label, points, own, _, superseded in sorted(found["hit"], key=lambda row: row[3])
    ]
    total = sum(counts["label"].values())
    stopped = next((why for why, *_ in found["stopped"] if why is not None), None)
    return Hits(
        total=total,
        page=page,
        has_next=query.after + len(page) < total,
        by_label=counts["label"],
        by_kind=counts["kind"],
        by_model=counts["model"],
        truncated_by=Truncation(stopped) if stopped else None,
    )


def _hit(wanted: Wanted, label: str, fits: float, properties: Mapping[str, Any]) -> Hit:
    field, shown = excerpt(wanted, label, properties["uid"], properties)
    return Hit({**properties, "label": label}, fits, field, shown)
