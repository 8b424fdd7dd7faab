"""Links: their list, the reasons for them, and decisions about them."""

from collections.abc import Sequence
from typing import Any, Final, cast

import strawberry

from cypher import Query
from graph.records import address
from graph.store import GraphStore, Row
from pipeline.ir.document import Problem as Found
from pipeline.ir.linking import Decided, Status
from pipeline.operations import link as linking
from pipeline.operations.link import Wanted
from pipeline.operations.why_linked import why
from resolvers import cursors
from resolvers.context import Info
from resolvers.erased import missing
from resolvers.errors import Refused, checked
from resolvers.importing import told
from resolvers.pages import connection
from resolvers.unit import Unit
from schema.connection import Connection
from schema.link import Link
from schema.linking import (
    ApplyLinksInput,
    DecideLinksInput,
    LinkFilter,
    LinkInput,
    LinkOrder,
    LinkPayload,
    LinkReasons,
    UndoLinksInput,
    UnlinkInput,
)
from schema.problem import Problem

_MOST: Final = 1_000
_LONGEST: Final = 2_000
_RANKED: Final = 200
"""Links whose effect on impact is computed to order a list."""
_ALL: Final = 100_000


async def links(
    info: Info, first: int | None, after: str | None, filter_: LinkFilter | None, order: LinkOrder | None
) -> Connection[Link]:
    """Return a page of the links that hold."""
    wanted = await _wanted(info, filter_ or LinkFilter())
    if order is LinkOrder.IMPACT:
        return await _by_impact(info, wanted, first, after)
    size, unit = cursors.page_size(first), info.context.unit
    key, uid = cursors.decode(after, "links", int, str) if after else (-1, "")
    rows = await unit.rows("link.list", **wanted, key=key, uid=uid, limit=size + 1)
    total = (await unit.rows("link.count", **wanted))[0]["total"]
    unit.count(min(len(rows), size))
    page = [Link.from_row(row["node"]) for row in rows[:size]]
    items = [(cursors.encode("links", row["key"], each.id), each) for row, each in zip(rows, page, strict=False)]
    return connection(total, items, len(rows) > size, after)


async def _by_impact(info: Info, wanted: dict[str, Any], first: int | None, after: str | None) -> Connection[Link]:
    size, unit = cursors.page_size(first), info.context.unit
    passed = cursors.decode(after, "links-by-impact", int)[0] if after else 0
    rows = await unit.rows("link.list", **wanted, key=-1, uid="", limit=_ALL)
    found = [Link.from_row(row["node"]) for row in rows]
    ends = [(str(each.dependency), str(each.dependent)) for each in found[:_RANKED]]
    adds = dict(zip(ends, await info.context.loaders.added_impact(ends), strict=True))
    ranked = sorted(
        found[:_RANKED], key=lambda each: (-adds[each.dependency, each.dependent], -each.confidence, each.id)
    )
    page = [*ranked, *found[_RANKED:]][passed : passed + size]
    unit.count(len(page))
    items = [(cursors.encode("links-by-impact", place), each) for place, each in enumerate(page, passed + 1)]
    return connection(len(found), items, passed + size < len(found), after)


async def _wanted(info: Info, given: LinkFilter) -> dict[str, Any]:
    of = checked(given.of or "")
    if of and await _unknown(info, of):
        raise await missing(info.context.unit, of)
    if given.min_confidence is not None and not 0 <= given.min_confidence <= 1:
        raise Refused("BAD_CONFIDENCE", f"minConfidence is 0 to 1, not {given.min_confidence:g}.")
    return {
        "status": given.status.value if given.status else "",
        "kind": checked(given.kind or ""),
        "how": given.origin.value if given.origin else "",
        "model": of,
        "least": round(100 * (given.min_confidence or 0)),
    }


async def _unknown(info: Info, of: str) -> bool:
    parts = address(of)
    if parts is None or parts.number is not None:
        return True
    return await info.context.loaders.node(parts.model) is None


async def why_linked(info: Info, start: str, end: str) -> LinkReasons:
    """Return the reasons why two elements are linked or not."""
    found = await why(cast("GraphStore", _Reading(info.context.unit)), checked(start), checked(end))
    if isinstance(found, Found):
        raise await missing(info.context.unit, start if found.path == "from" else end)
    nodes = await info.context.loaders.nodes(found.links)
    links_ = [each for each in nodes if isinstance(each, Link)]
    return LinkReasons(linked=found.linked, reasons=list(found.reasons), links=links_)


class _Reading:
    """A request's unit, as operations read a store."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def rows(self, query: Query, **params: Any) -> Sequence[Row]:
        return await self._unit.rows(query.name, **params)


async def link_elements(info: Info, given: LinkInput) -> LinkPayload:
    """Link two elements."""
    if refused := _refused(given.reason, 1):
        return refused
    context = info.context
    await context.renew()
    made = await linking.link(_stated(given), context.graphs, context.principal.tenant, context.actor)
    return await _payload(info, made, given.from_)


async def unlink(info: Info, given: UnlinkInput) -> LinkPayload:
    """State that two elements are not linked."""
    if given.link is not None:
        return await decide(info, DecideLinksInput(links=[given.link], reason=given.reason), Status.REJECTED)
    if given.from_ is None or given.to is None:
        message = "Name the link, or both of its elements."
        return LinkPayload(links=[], problems=[Problem(code="LINK_NEEDED", message=message, path="link")])
    stated = LinkInput(from_=given.from_, to=given.to, kind=given.kind, reason=given.reason, rejected=True)
    return await link_elements(info, stated)


async def decide(info: Info, given: DecideLinksInput, status: Status) -> LinkPayload:
    """Accept or reject links."""
    if refused := _refused(given.reason, len(given.links)):
        return refused
    context = info.context
    await context.renew()
    named = [checked(each) for each in given.links]
    reason = checked(given.reason).strip()
    made = await linking.decide(named, status, reason, context.graphs, context.principal.tenant, context.actor)
    return await _payload(info, made, *named[:1])


async def undo(info: Info, given: UndoLinksInput) -> LinkPayload:
    """Take back decisions."""
    if refused := _refused("", len(given.links)):
        return refused
    context = info.context
    await context.renew()
    named = [checked(each) for each in given.links]
    made = await linking.undo(named, context.graphs, context.principal.tenant, context.actor)
    return await _payload(info, made, *named[:1])


async def apply(info: Info, given: ApplyLinksInput) -> LinkPayload:
    """Make the links of a file hold."""
    if refused := _refused(given.source, len(given.links) or 1):
        return refused
    context = info.context
    await context.renew()
    stated = [_stated(each) for each in given.links]
    made = await linking.apply(stated, checked(given.source), context.graphs, context.principal.tenant, context.actor)
    return await _payload(info, made, given.source)


def _stated(given: LinkInput) -> Wanted:
    kind = None if given.kind is None else checked(given.kind)
    reason = checked(given.reason).strip()
    return Wanted(checked(given.from_), checked(given.to), kind, reason, given.rejected)


def _refused(text: str, number: int) -> LinkPayload | None:
    if len(text) > _LONGEST:
        message = f"A reason or a name of a file has at most {_LONGEST} characters."
        return LinkPayload(links=[], problems=[Problem(code="BAD_REASON", message=message, path="reason")])
    if not 1 <= number <= _MOST:
        message = f"Name 1 to {_MOST} links, not {number}."
        return LinkPayload(links=[], problems=[Problem(code="BAD_NUMBER", message=message, path="links")])
    return None


async def _payload(info: Info, made: Decided, *about: strawberry.ID | str) -> LinkPayload:
    await info.context.renew()
    nodes = await info.context.loaders.nodes(made.links)
    links_ = [each for each in nodes if isinstance(each, Link)]
    return LinkPayload(links=links_, problems=await told(info.context, made.problems, *about))
