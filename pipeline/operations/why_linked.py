"""Say why two elements are linked or not."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from cypher import QUERIES
from graph.store import GraphStore, Row
from pipeline.ir.document import Problem
from pipeline.ir.likeness import ENOUGH, likeness
from pipeline.ir.linking import Linked, Matcher, Reasons, Space
from pipeline.ir.naming import listed, quoted
from pipeline.operations.link import element_of
from pipeline.operations.linked import matchers
from pipeline.operations.problems import problem
from pipeline.records.links import Standing, end_anchor, place_of, standing
from pipeline.tenant.links.lookup import candidates
from pipeline.tenant.links.proposals import MOST


async def why(store: GraphStore, start: str, end: str) -> Reasons | Problem:
    """Return all links between two elements of current versions, and the reasons for the present one or for none."""
    ends = []
    for path, named in (("from", start), ("to", end)):
        at = await element_of(store, named)
        if at is None:
            return problem("UNKNOWN_ID", f"There is no element {named!r} in a current version.", path=path)
        ends.append(at)
    (one, first), (other, second) = ends
    history = await _history(store, one, other)
    now = [standing(row) for row in history if row.get("until") is None]
    stated = await _referring(store, (first, second))
    reasons = [*map(_told, now), *stated]
    if not now and not stated:
        reasons += await _lacking(store, first, second)
    reasons += [_ended(row) for row in history if row.get("until") is not None]
    linked = bool(stated) or any(each.link.status == "accepted" for each in now)
    return Reasons(linked=linked, links=tuple(row["uid"] for row in history), reasons=tuple(reasons))


async def _history(store: GraphStore, one: str, other: str) -> Sequence[Row]:
    rows = await store.rows(QUERIES["link.at"], anchors=[end_anchor(one)], ended=True)
    between = [row["link"] for row in rows if {row["link"]["dependent"], row["link"]["dependency"]} == {one, other}]
    return sorted(between, key=lambda each: (each.get("until") is None, each["recordedAt"], each["uid"]), reverse=True)


async def _referring(store: GraphStore, ends: tuple[str, str]) -> list[str]:
    rows = await store.rows(QUERIES["link.referring"], elements=list(ends))
    return [
        f"The document of {row['element'].partition('@')[0]!r} states that {row['element']} refers to {row['other']}."
        for row in rows
        if {row["element"], row["other"]} == set(ends)
    ]


def _told(each: Standing) -> str:
    link = each.link
    who = f" by {link.actor}" if link.actor else ""
    reason = f" Reason: {link.reason}" if link.reason else ""
    return f"{link.dependent} {link.kind} {link.dependency}: {link.status}{who}. {' '.join(link.evidence)}{reason}"


def _ended(row: Mapping[str, Any]) -> str:
    link: Linked = standing(row).link
    who = f" by {link.actor}" if link.actor else ""
    return f"It was {link.status}{who} from {row['recordedAt']} to {row['until']}. {' '.join(link.evidence)}"


async def _lacking(store: GraphStore, first: str, second: str) -> list[str]:
    """Return the reasons why no matcher links two elements."""
    rows = await store.rows(QUERIES["link.keys_of"], elements=sorted({first, second}))
    keys = {element: [row for row in rows if row["element"] == element] for element in (first, second)}
    roles = {element: {place_of(row["anchor"]).role for row in there} for element, there in keys.items()}
    fitting = [
        (matcher, one, other)
        for matcher in matchers()
        for one, other in ((first, second), (second, first))
        if matcher.dependent in roles[one] and matcher.dependency in roles[other]
    ]
    if not fitting:
        kinds = listed(sorted(f"{each.dependent} and {each.dependency}" for each in matchers()))
        return [f"No matcher joins what these elements are. Matchers join: {kinds}. A person can link them."]
    found: dict[str, None] = {}
    for matcher, one, other in fitting:
        async for said in _compared(store, matcher, keys[one], keys[other]):
            found[said] = None
    return list(found)


async def _compared(
    store: GraphStore, matcher: Matcher, mine: Sequence[Row], theirs: Sequence[Row]
) -> AsyncIterator[str]:
    """Yield what each kind of key says."""
    yield "Neither names the other by an id, and their ids differ."
    names = [list(_texts(matcher.dependent, mine)), list(_texts(matcher.dependency, theirs))]
    if not all(names):
        yield "One of them has no name to compare."
        return
    alike, one, other = max((likeness(one, other), one, other) for one in names[0] for other in names[1])
    if alike < ENOUGH:
        yield f"The names {quoted(one)} and {quoted(other)} are {alike} % alike; links are proposed from {ENOUGH} %."
        return
    values = {place_of(row["anchor"]).value for row in mine} & {place_of(row["anchor"]).value for row in theirs}
    shared = [row["anchor"] for row in (*mine, *theirs) if place_of(row["anchor"]).value in values]
    if not shared:
        yield f"The names {quoted(one)} and {quoted(other)} are {alike} % alike, but share too few words."
        return
    if any(not those for those in (await candidates(store, shared, MOST)).values()):
        yield f"More than {MOST} elements share the name {quoted(one)} or its words, so it proves nothing."


def _texts(role: str, rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        place = place_of(row["anchor"])
        if place.role == role and place.space is Space.NAME:
            yield row["text"]
