"""Find vertices by text: a full-text index finds those with all words, and one expression scores them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph import spelling
from graph.excerpts import excerpt
from graph.matching import EQUAL, FULL, NEAR, PREFIX, WEIGHTS, Wanted, score
from graph.neo4j import steps
from graph.neo4j.entries import FIELDS, key_word, term
from graph.neo4j.reach import reached
from graph.neo4j.unit import Unit
from graph.records import label_of
from graph.store import Hit, Hits, SearchQuery, Truncation

_RESEMBLING: Final = """
    UNWIND $asked AS asked
    MATCH (w:Word)
    WHERE w.tenant = $tenant AND w.letters >= size(asked[0]) - asked[2] AND w.letters <= size(asked[0]) + asked[2]
      AND any(gram IN w.grams WHERE gram IN asked[1])
    RETURN asked[0], w.text
"""
_ANY: Final = "MATCH (e:Entry) WHERE e.tenant = $tenant AND e.recordedAt <= $moment"
_MATCHING: Final = """
    CALL () {
        CALL db.index.fulltext.queryNodes('ameide_tokens', $tokens) YIELD node RETURN node AS e
        UNION
        MATCH (e:Entry {tenant: $tenant, uid: $named}) RETURN e
    }
    WITH e
    WHERE e.tenant = $tenant AND e.recordedAt <= $moment
"""
_CHOSEN: Final[Mapping[str, str]] = {
    "labels": "e.label IN $labels",
    "kinds": "e.kind IN $kinds",
    "models": "e.model IN $models",
    "severities": "e.severity IN $severities",
    "within": "e.uid IN $within",
}
_SUPERSEDED: Final = """(coalesce(e.until <= $moment, false)
      OR EXISTS { MATCH (m:Entry {tenant: $tenant, uid: e.model}) WHERE m.until <= $moment }
      OR EXISTS {
        MATCH (l:Entry)
        WHERE l.tenant = $tenant AND l.heads = e.group AND l.recordedAt <= $moment
          AND CASE e.series WHEN '' THEN l.number > e.number ELSE l.recordedAt > e.recordedAt END
      })"""
_CURRENT: Final = f"(e.uid = $named OR NOT {_SUPERSEDED})"
_RANK: Final = """CASE
        WHEN $groups = 1 THEN 0
        WHEN e.label = 'Model' THEN 0
        WHEN size(coalesce(e.inName, [])) = 0 THEN $groups
        ELSE coalesce(head([led IN $leading WHERE led[0] = e.kind | led[1]]), $groups)
    END"""
_COUNT: Final = "RETURN e.label, e.kind, e.model, count(*)"


def _grades() -> str:
    """Return the expression for the points of a word: the law of graph/matching.py, best first."""
    tests = [
        (WEIGHTS[field] * grade, test.format(name))
        for field, name in FIELDS.items()
        for grade, test in (
            (EQUAL, "w[0] IN e.{}"),
            (PREFIX, "any(x IN e.{} WHERE x STARTS WITH w[0])"),
            *((grade, f"any(x IN e.{{}} WHERE x IN w[{slips}])") for slips, grade in NEAR.items()),
        )
    ]
    return " ".join(f"WHEN {test} THEN {points}" for points, test in sorted(tests, reverse=True))


_PAGE: Final = f"""
    WITH e, CASE
        WHEN e.uid = $named OR $key IN e.keys THEN $whole
        ELSE reduce(sum = 0, w IN $words | sum + CASE {_grades()} ELSE 0 END)
    END AS points
    ORDER BY points < $whole, {_RANK}, points DESC, e.uid
    SKIP $after LIMIT $first
    RETURN e.uid, points, {_SUPERSEDED}
"""


async def search(unit: Unit, query: SearchQuery) -> Hits:
    """Count what is found, and score it for the page."""
    wanted, moment = Wanted.of(query.text), steps.moment_of(query.as_of, unit.now)
    values, stopped = _filters(query, wanted, moment), None
    if query.within is not None:
        found = await reached(unit, query.within, steps.moment_of(query.within.as_of, unit.now))
        values["within"], stopped = list(found.kinds), found.stopped
    if await steps.erased_after(unit, moment):
        stopped = stopped or Truncation.ERASED
    values |= await _asked(unit, wanted)
    chosen = [condition for name, condition in _CHOSEN.items() if values.get(name) is not None]
    conditions = " AND ".join([_MATCHING if wanted.key else _ANY, *chosen, *([] if query.superseded else [_CURRENT])])
    counts = await unit.ask(f"{conditions} {_COUNT}", **values)
    rows = await unit.ask(f"{conditions} {_PAGE}", **values, first=query.first, after=query.after)
    page = await _page(unit, wanted, moment, rows)
    return _hits(query, counts, page, stopped)


def _filters(query: SearchQuery, wanted: Wanted, moment: str) -> dict[str, Any]:
    """Return the parameters of the filters; None filters nothing."""
    return {
        "labels": sorted(query.labels) or None,
        "kinds": sorted(query.kinds) or None,
        "models": sorted(query.models) or None,
        "severities": sorted(query.severities) or None,
        "moment": moment,
        "named": _uid(wanted.text),
        "key": wanted.key.replace("\0", " "),  # no key has one
        "leading": [[kind, place] for place, kinds in enumerate(query.leading, 1) for kind in sorted(kinds)],
        "groups": len(query.leading) + 1,
        "whole": FULL * max(1, len(wanted.words)),
    }


def _uid(text: str) -> str:
    """Return the text if it may be a uid."""
    try:
        return text if label_of(text) and "\0" not in text else ""
    except ValueError:
        return ""


async def _asked(unit: Unit, wanted: Wanted) -> dict[str, Any]:
    """Return the terms: the exact name, or all words, each with those that are one slip away, and two."""
    nearly = await _nearly(unit, wanted)
    tenant = unit.place.tenant
    every = [
        " ".join([term(tenant, word, "*"), *(term(tenant, each) for near in nearly[word] for each in near)])
        for word in wanted.words
    ]
    tokens = term(tenant, key_word(wanted.key))
    if every:
        tokens += " (" + " AND ".join(f"({each})" for each in every) + ")"
    return {"tokens": tokens, "words": [[word, *nearly[word]] for word in wanted.words]}


async def _nearly(unit: Unit, wanted: Wanted) -> Mapping[str, list[list[str]]]:
    """Return known words that may be meant: the database finds some that share letters, `graph.spelling` chooses."""
    found: dict[str, list[list[str]]] = defaultdict(lambda: [[] for _ in NEAR])
    asked = [[word, list(spelling.grams(word)), slips] for word in wanted.words if (slips := spelling.slips(word))]
    for word, known in await unit.ask(_RESEMBLING, asked=asked) if asked else ():
        if edits := spelling.meant(word, known):
            found[word][edits - 1].append(known)
    return found


async def _page(unit: Unit, wanted: Wanted, moment: str, rows: Sequence[Sequence[Any]]) -> list[Hit]:
    vertices = await steps.vertices(unit, (uid for uid, *_ in rows), moment)
    return [
        Hit(
            vertices[uid],
            score(wanted, points),
            *excerpt(wanted, vertices[uid]["label"], uid, vertices[uid]),
            superseded=superseded,
        )
        for uid, points, superseded in rows
    ]


def _hits(query: SearchQuery, counts: Sequence[Sequence[Any]], page: list[Hit], stopped: Truncation | None) -> Hits:
    found: list[Counter[str]] = [Counter(), Counter(), Counter()]
    for *names, number in counts:
        for name, counter in zip(names, found, strict=True):
            if name is not None:
                counter[name] += number
    labels, kinds, models = (dict(sorted(each.items())) for each in found)
    total = sum(labels.values())
    return Hits(total, page, query.after + len(page) < total, labels, kinds, models, stopped)
