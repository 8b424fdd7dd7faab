"""Lineage and impact: one question, answered once, shown in pages."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import strawberry
from strawberry.scalars import JSON

from graph import errors, store
from graph.records import EDGE_KINDS
from graph.store import ANY_DEPTH, Budget, Direction, ReachQuery
from resolvers import cursors
from resolvers.addresses import exact, starts
from resolvers.context import Info, RequestContext
from resolvers.erased import missing
from resolvers.errors import Refused
from resolvers.export import gather
from resolvers.kinds import asked_for
from resolvers.lookahead import selected
from resolvers.not_followed import not_followed
from resolvers.pages import connection, page_info
from schema.connection import Connection
from schema.export import ExportFormat, ReachExport
from schema.labels import EdgeKind, Label, node
from schema.node import Node
from schema.not_followed import NotFollowed
from schema.reach import (
    Cycle,
    HopCount,
    Hub,
    KindCount,
    LabelCount,
    Reach,
    ReachConnection,
    ReachEdge,
    ReachedNode,
    Truncation,
)
from schema.scalars import DateTime

MOST_VERTICES: Final = 250_000
MOST_SECONDS: Final = 5.0  # half of what a statement may take, since what was reached is counted after that
MOST_CYCLES: Final = 100
_USUAL_CYCLES: Final = 10
_LINEAGE: Final = frozenset(kind for kind, table in EDGE_KINDS.items() if table.lineage)


@dataclass(frozen=True, slots=True)
class Scope:
    """The edges that a question follows and the vertices that it returns."""

    depth: int = ANY_DEPTH
    labels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    vertices: int = Budget().vertices
    seconds: float = MOST_SECONDS
    hub: int = 1_000
    collapse: bool = False

    @property
    def current(self) -> bool:
        """Return true if the past is not entered: whoever follows versions wants it."""
        return "REVISES" not in self.through


def scope(
    depth: int | None,
    labels: list[Label] | None,
    kinds: list[str] | None,
    through: list[EdgeKind] | None,
    flow: bool | None,
    history: bool | None,
) -> Scope:
    """Read the arguments of lineage and impact. Raises Refused."""
    if depth is not None and depth < 0:
        raise Refused("BAD_DEPTH", f"depth is 0 or more, not {depth}.")
    also = {kind for kind, wanted in {"FLOWS_TO": flow, "REVISES": history}.items() if wanted}
    followed = {kind.name for kind in through} if through else set(_LINEAGE) if also else set()
    return Scope(
        depth=ANY_DEPTH if depth is None else depth,
        labels=frozenset(str(label.value) for label in labels or ()),
        kinds=asked_for(kinds),
        through=frozenset(followed | also),
    )


def bounded(scope: Scope, vertices: int | None, seconds: float | None, hub: int | None, collapse: bool | None) -> Scope:
    """Narrow a scope to the limits that are stated. Raises Refused."""
    if vertices is not None and not 1 <= vertices <= MOST_VERTICES:
        raise Refused("BAD_BUDGET", f"maxVertices is 1 to {MOST_VERTICES:,}, not {vertices}.")
    if seconds is not None and not 0 < seconds <= MOST_SECONDS:
        raise Refused("BAD_BUDGET", f"maxSeconds is more than 0 and at most {MOST_SECONDS:g}, not {seconds:g}.")
    if hub is not None and hub < 1:
        raise Refused("BAD_HUB", f"hubThreshold is 1 or more, not {hub}.")
    return replace(
        scope,
        vertices=scope.vertices if vertices is None else vertices,
        seconds=scope.seconds if seconds is None else seconds,
        hub=scope.hub if hub is None else hub,
        collapse=bool(collapse),
    )


async def ask(info: Info, of: str, direction: Direction, scope: Scope, as_of: str | None) -> Reach:
    """Return everything that can be reached. Only fields that the query selects are computed."""
    vertices = selected(info, "vertices")
    counted_only = vertices is None and selected(info, "edges") is None
    first, after = (1, None) if counted_only else _page_of(vertices or {})
    as_of = _moment(after, as_of)
    # an exact id need not be looked up first: the answer begins with it, or says that there is no such thing
    begun = [] if exact(of) else await starts(info.context, of, as_of)
    query = ReachQuery(
        start=tuple(each.id for each in begun) or (of,),
        direction=direction,
        through=scope.through,
        labels=scope.labels,
        kinds=scope.kinds,
        as_of=as_of,
        budget=Budget(scope.depth, scope.vertices, scope.seconds),
        cyclic=selected(info, "cyclic") is not None,
        cycles=_cycles(selected(info, "cycles")),
        hub=scope.hub,
        collapse=scope.collapse,
        current=scope.current,
        groups=selected(info, "notFollowed") is not None,
    )
    question = Question(info.context, query, (first, after))
    try:
        answer = await question.answer(first, after)
    except errors.VertexUnknown:
        raise await missing(info.context.unit, of) from None
    return _reach(question, begun or [await _start(info.context, of, answer)], answer)


async def _start(context: RequestContext, of: str, answer: store.Reach) -> Node:
    """Return the first vertex of the answer, if it is on the page that was read."""
    for reached in answer.page[:1]:
        if reached.vertex["uid"] == of:
            return node(reached.vertex)
    (found,) = await starts(context, of)
    return found


@dataclass(slots=True)
class Question:
    """A reach query whose pages are read when they are asked for, all as of the same moment."""

    context: RequestContext
    query: ReachQuery
    shown: tuple[int, str | None]
    """The page that `edges` is about."""
    _answers: dict[tuple[int, str | None], store.Reach] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def answer(self, first: int, after: str | None) -> store.Reach:
        """Read the answer with this page, once."""
        async with self._turn:
            if (first, after) not in self._answers:
                self._answers[(first, after)] = await self._ask(first, after)
            return self._answers[(first, after)]

    async def vertices(self, first: int | None, after: str | None) -> ReachConnection:
        answer = await self.answer(cursors.page_size(first), after)
        edges = [
            ReachedNode(
                cursor=cursors.encode("reach", answer.as_of, reached.hop, reached.vertex["uid"]),
                hop=reached.hop,
                node=node(reached.vertex),
            )
            for reached in answer.page
        ]
        info = page_info([edge.cursor for edge in edges], answer.has_next, after)
        return ReachConnection(total_count=answer.total, page_info=info, edges=edges)

    async def edges(self, first: int | None, after: str | None) -> Connection[ReachEdge]:
        """Return a page of the edges among the vertices that are shown."""
        first = cursors.page_size(first)
        answer = await self.answer(*self.shown)
        place = _edge_place(after, answer.as_of)
        uids = [reached.vertex["uid"] for reached in answer.page]
        total, links = await self.context.unit.edges_among(uids, answer.as_of, first + 1, place)
        self.context.unit.count(len(links))
        items = [
            (cursors.encode("edge", answer.as_of, link.start, link.kind, link.end), reach_edge(link))
            for link in links[:first]
        ]
        return connection(total, items, len(links) > first, after)

    async def export(self, format_: ExportFormat, most: int | None) -> ReachExport:
        answer = await self.answer(*self.shown)
        return await gather.export(self.context.unit, replace(self.query, as_of=answer.as_of), format_, most)

    async def not_followed(self) -> list[NotFollowed]:
        answer = await self.answer(*self.shown)
        asked = self.query
        return await not_followed(self.context.unit, asked.direction, asked.through, answer.groups, answer.as_of)

    async def _ask(self, first: int, after: str | None) -> store.Reach:
        cursor = None if after is None else cursors.decode(after, "reach", str, int, str)
        as_of = self.query.as_of if cursor is None else _moment(after, self.query.as_of)
        place = None if cursor is None else (cursor[1], cursor[2])
        self.context.unit.count(first)
        answer = await self.context.unit.reach(replace(self.query, first=first, after=place, as_of=as_of))
        # cycles are those of the whole answer, whatever its page
        self.query = replace(self.query, as_of=answer.as_of, cyclic=False, cycles=0)
        return answer


def _reach(question: Question, begun: list[Node], answer: store.Reach) -> Reach:
    return Reach(
        start=begun[0],
        start_ids=[strawberry.ID(each.id) for each in begun],
        complete=answer.complete,
        truncated_by=None if answer.truncated_by is None else Truncation(answer.truncated_by.value),
        truncated_at_depth=answer.truncated_at_depth,
        as_of=DateTime(answer.as_of),
        total_count=answer.total,
        counts_by_label=[LabelCount(label=Label(label), count=count) for label, count in _ranked(answer.by_label)],
        counts_by_kind=[KindCount(kind=kind, count=count) for kind, count in _ranked(answer.by_kind)],
        counts_by_hop=[HopCount(hop=hop, count=count) for hop, count in sorted(answer.by_hop.items())],
        cyclic=answer.cyclic,
        found_cycles=[Cycle(ids=[strawberry.ID(uid) for uid in cycle]) for cycle in answer.cycles],
        hubs=[Hub(id=strawberry.ID(hub.uid), label=Label(hub.label), edges=hub.edges) for hub in answer.hubs],
        asked=question,
    )


def _cycles(arguments: dict[str, Any] | None) -> int:
    """Return how many cycles the query asks for. Raises Refused."""
    if arguments is None:
        return 0
    first = arguments.get("first")
    first = _USUAL_CYCLES if first is None else first
    if not 1 <= first <= MOST_CYCLES:
        raise Refused("BAD_FIRST", f"first is 1 to {MOST_CYCLES} cycles, not {first}.")
    return int(first)


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def reach_edge(link: store.Link) -> ReachEdge:
    """Convert an edge, without the properties that the store alone needs."""
    more = {key: value for key, value in link.properties.items() if key not in {"evidence", "tenant", "label"}}
    return ReachEdge(
        kind=EdgeKind(link.kind),
        from_=strawberry.ID(link.start),
        to=strawberry.ID(link.end),
        evidence=list(link.properties.get("evidence", ())),
        properties=JSON(more),
    )


def _edge_place(after: str | None, as_of: str) -> tuple[str, str, str] | None:
    if after is None:
        return None
    at, start, kind, end = cursors.decode(after, "edge", str, str, str, str)
    if at != as_of:
        raise _other_moment()
    return start, kind, end


def _moment(after: str | None, as_of: str | None) -> str | None:
    """Return the time that a question is about: as stated, or that of the cursor it continues from."""
    if after is None:
        return as_of
    at = cursors.decode_moment(cursors.decode(after, "reach", str, int, str)[0])
    if as_of is not None and as_of != at:
        raise _other_moment()
    return at


def _other_moment() -> Refused:
    return Refused("BAD_CURSOR", "after holds for another moment than the question.")


def _page_of(vertices: dict[str, Any]) -> tuple[int, str | None]:
    """Return the page that the query shows; the default page where it only shows edges."""
    return cursors.page_size(vertices.get("first")), vertices.get("after")
