"""Search: what is asked for, in the store's terms, and its hits as a page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import strawberry

from graph.records import label_of
from graph.store import Budget, Direction, Hit, Hits, ReachQuery, SearchQuery
from pipeline.operations.formats import leading
from resolvers import cursors
from resolvers.addresses import starts
from resolvers.context import Info
from resolvers.errors import Refused, checked, unknown
from resolvers.kinds import asked_for
from resolvers.pages import page_info
from resolvers.reach import scope
from resolvers.suggesting import near
from schema.finding import Severity
from schema.labels import Label, node
from schema.reach import KindCount, LabelCount, Truncation
from schema.scalars import DateTime
from schema.search import ModelCount, SearchConnection, SearchEdge, SearchField, SearchVersions, SearchWithin

LONGEST: Final = 10_000
_INTERNAL: Final = frozenset({"Anchor", "Source"})


def question(
    text: str,
    labels: list[Label] | None,
    kinds: list[str] | None,
    models: list[strawberry.ID] | None,
    severities: list[Severity] | None,
    superseded: bool,
) -> SearchQuery:
    """Read the arguments of a search, anywhere and now. Raises Refused."""
    if len(text) > LONGEST:
        raise Refused("BAD_TEXT", f"text has at most {LONGEST} characters, not {len(text)}.")
    return SearchQuery(
        text=checked(text),
        labels=_labels(text, labels),
        leading=leading(),
        kinds=asked_for(kinds),
        models=frozenset(checked(model) for model in models or ()),
        severities=frozenset(str(severity.value) for severity in severities or ()),
        superseded=superseded,
    )


def _labels(text: str, labels: list[Label] | None) -> frozenset[str]:
    """Return what is looked for: anchors and sources only where they are asked for, by label or by id."""
    if labels:
        return frozenset(str(label.value) for label in labels)
    try:
        named = {label_of(text.strip())}
    except ValueError:
        named = set()
    return frozenset(str(label.value) for label in Label) - _INTERNAL | named


def superseded(versions: SearchVersions | None, within: SearchWithin | None) -> bool:
    """Return true if old states are wanted; within a reach they are, unless the query says otherwise."""
    return within is not None if versions is None else versions is SearchVersions.ALL


async def search(
    info: Info, query: SearchQuery, within: SearchWithin | None, as_of: str | None, first: int | None, after: str | None
) -> SearchConnection:
    """Return a page, best first; all pages are of one moment. Raises Refused for a model that does not exist."""
    first, passed = cursors.page_size(first), 0
    unit = info.context.unit
    known = {each.id for each in await info.context.loaders.nodes(sorted(query.models))}
    for strange in sorted(query.models - known):
        raise unknown(strange, await near(unit, strange))
    if after is not None:
        moment, passed = cursors.decode(after, "search", str, int)
        if passed < 0 or as_of not in (None, cursors.decode_moment(moment)):
            raise Refused("BAD_CURSOR", "after holds for another question.")
        as_of = moment
    unit.count(first)
    reach = None if within is None else await _reach(info, within, as_of)
    asked = replace(query, within=reach, as_of=as_of, first=first, after=passed)
    hits = await unit.search(asked)
    return _page(hits, as_of or await unit.now(), passed, after)


async def _reach(info: Info, within: SearchWithin, as_of: str | None) -> ReachQuery:
    """Read the reach to search within. Raises Refused for an unknown id."""
    if (within.lineage_of is None) == (within.impact_of is None):
        raise Refused("BAD_WITHIN", "within takes lineageOf or impactOf, one of the two.")
    wanted = scope(within.depth, None, None, within.through, within.include_flow, within.include_history)
    begun = await starts(info.context, within.lineage_of or within.impact_of or "", as_of)
    return ReachQuery(
        start=tuple(each.id for each in begun),
        direction=Direction.IMPACT if within.lineage_of is None else Direction.LINEAGE,
        through=wanted.through,
        as_of=as_of,
        budget=Budget(depth=wanted.depth, vertices=wanted.vertices, seconds=wanted.seconds),
        current=wanted.current,
    )


def _page(hits: Hits, as_of: str, passed: int, after: str | None) -> SearchConnection:
    edges = [_edge(hit, cursors.encode("search", as_of, place)) for place, hit in enumerate(hits.page, passed + 1)]
    return SearchConnection(
        total_count=hits.total,
        counts_by_label=[LabelCount(label=Label(name), count=count) for name, count in _most(hits.by_label)],
        counts_by_kind=[KindCount(kind=name, count=count) for name, count in _most(hits.by_kind)],
        counts_by_model=[ModelCount(model=strawberry.ID(name), count=count) for name, count in _most(hits.by_model)],
        complete=hits.truncated_by is None,
        truncated_by=None if hits.truncated_by is None else Truncation(hits.truncated_by.value),
        as_of=DateTime(as_of),
        page_info=page_info([edge.cursor for edge in edges], hits.has_next, after),
        edges=edges,
    )


def _edge(hit: Hit, cursor: str) -> SearchEdge:
    return SearchEdge(
        cursor=cursor,
        node=node(hit.vertex),
        score=hit.score,
        field=SearchField(hit.field) if hit.field else None,
        excerpt=hit.excerpt or None,
        superseded=hit.superseded,
    )


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
