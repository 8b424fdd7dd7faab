"""Decide about links: a person links two elements, accepts or rejects proposals, and undoes that."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from opentelemetry import trace

from cypher import QUERIES
from graph.records import address, element_uid
from graph.store import Graphs, GraphStore
from pipeline.ir.document import Actor, Problem
from pipeline.ir.ids import spellings
from pipeline.ir.linking import Decided, How, Linked, Matcher, Status
from pipeline.ir.suggesting import unknown
from pipeline.operations.linked import matchers
from pipeline.operations.problems import problem
from pipeline.records.links import Standing, ended, joined, model_of, opened, parts, place_of, standing
from pipeline.tenant.links import lookup
from pipeline.tenant.links.settle import rely

_tracer = trace.get_tracer("ameide.pipeline")
PLAIN: Final = "relates"
"""Kind of a link between elements that no matcher joins: the first depends on the second."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link that a person states: from the dependent to the dependency, unless the kind says otherwise."""

    start: str
    end: str
    kind: str | None = None
    """Without it, the matcher for the roles of the two elements decides about kind and direction."""
    reason: str = ""
    rejected: bool = False


async def link(wanted: Wanted, graphs: Graphs, tenant: str, actor: Actor) -> Decided:
    """Link two elements, in this version and the next ones."""
    with _tracer.start_as_current_span("pipeline.link"):
        async with graphs.writing(tenant) as store:
            found = await _resolved(store, wanted)
            if isinstance(found, Problem):
                return Decided(problems=(found,))
            kind, one, other = found
            status = Status.REJECTED if wanted.rejected else Status.ACCEPTED
            stated = Linked(
                kind=kind,
                dependent=one,
                dependency=other,
                status=status,
                how=How.PERSON,
                confidence=1.0,
                evidence=(f"Stated by {actor.subject}.",),
                reason=wanted.reason,
                actor=actor.subject,
            )
            if wanted.rejected and (refused := await _stated(store, [stated])):
                return Decided(problems=(refused,))
            before = {each.link.pair: each for each in await lookup.of_elements(store, {one})}
            return await _decide(store, [(before.get(stated.pair), stated)], actor)


async def apply(wanted: Sequence[Wanted], source: str, graphs: Graphs, tenant: str, actor: Actor) -> Decided:
    """Make the links of a file hold, and end those that an earlier state of the file stated."""
    with _tracer.start_as_current_span("pipeline.link"):
        async with graphs.writing(tenant) as store:
            stated: dict[tuple[str, str, str], Linked] = {}
            problems: list[Problem] = []
            for number, each in enumerate(wanted, 1):
                found = await _resolved(store, each)
                if isinstance(found, Problem):
                    problems.append(found.model_copy(update={"path": f"links[{number}]"}))
                    continue
                stated[found] = Linked(
                    kind=found[0],
                    dependent=found[1],
                    dependency=found[2],
                    status=Status.REJECTED if each.rejected else Status.ACCEPTED,
                    how=How.FILE,
                    confidence=1.0,
                    evidence=(f"Stated in {source}.",),
                    reason=each.reason,
                    actor=actor.subject,
                    source=source,
                )
            if problems:
                return Decided(problems=tuple(problems))
            ends = {one for _, one, _ in stated}
            before = {each.link.pair: each for each in await lookup.of_elements(store, ends)}
            rows = await store.rows(QUERIES["link.of_source"], source=source)
            gone = [each for each in map(standing, (row["link"] for row in rows)) if each.link.pair not in stated]
            changed = [
                (before.get(pair), each)
                for pair, each in stated.items()
                if pair not in before or not _says(before[pair].link, each)
            ]
            made = await _decide(store, changed, actor, gone)
            kept = (each.uid for pair, each in before.items() if pair in stated)
            return Decided(links=(*made.links, *(uid for uid in kept if uid not in {b.uid for b, _ in changed if b})))


async def decide(
    links: Sequence[str], status: Status, reason: str, graphs: Graphs, tenant: str, actor: Actor
) -> Decided:
    """Accept or reject links, all or none."""
    with _tracer.start_as_current_span("pipeline.link"):
        async with graphs.writing(tenant) as store:
            found = await _standing(store, links)
            if isinstance(found, Decided):
                return found
            if status is Status.REJECTED and (refused := await _stated(store, [each.link for each in found])):
                return Decided(problems=(refused,))
            changed = [
                (each, _by(each.link, status, reason, actor, each.uid))
                for each in found
                if not (each.link.decided and each.link.status is status)
            ]
            made = await _decide(store, changed, actor)
            new = {before.uid: uid for (before, _), uid in zip(changed, made.links, strict=True)}
            return Decided(links=tuple(new.get(each.uid, each.uid) for each in found))


async def undo(links: Sequence[str], graphs: Graphs, tenant: str, actor: Actor) -> Decided:
    """Take back the decisions of people, all or none: what was there before holds again."""
    with _tracer.start_as_current_span("pipeline.link"):
        async with graphs.writing(tenant) as store:
            found = await _standing(store, links)
            if isinstance(found, Decided):
                return found
            if open_ := [each for each in found if not each.link.decided]:
                message = f"No person decided about {open_[0].uid}, so there is nothing to undo."
                return Decided(problems=(problem("NOT_DECIDED", message, path=open_[0].uid),))
            previous = await _previous(store, found)
            changed = [(each, previous[each.uid]) for each in found if each.uid in previous]
            gone = [each for each in found if each.uid not in previous]
            return await _decide(store, changed, None, gone)


async def unlink(wanted: Wanted, graphs: Graphs, tenant: str, actor: Actor) -> Decided:
    """Say that two elements are not linked, in this version and the next ones."""
    return await link(replace(wanted, rejected=True), graphs, tenant, actor)


async def _decide(
    store: GraphStore,
    changed: Sequence[tuple[Standing | None, Linked]],
    actor: Actor | None,
    gone: Sequence[Standing] = (),
) -> Decided:
    """Write links in place of others, with the dependencies that follow."""
    over = [*(before for before, _ in changed if before is not None), *gone]
    news = [
        new if before is None or actor is None else new.model_copy(update={"previous": before.uid})
        for before, new in changed
    ]
    batches = [opened(new, store.now, actor) for new in news]
    if over or batches:
        await store.write(joined((*(ended(each.uid) for each in over), *batches)))
        made = [Standing(batch.vertices[0].uid, new) for batch, new in zip(batches, news, strict=True)]
        await rely(store, made, over)
    return Decided(links=tuple(batch.vertices[0].uid for batch in batches))


def _by(link: Linked, status: Status, reason: str, actor: Actor, previous: str) -> Linked:
    return link.model_copy(
        update={
            "status": status,
            "how": How.PERSON,
            "confidence": 1.0,
            "reason": reason,
            "actor": actor.subject,
            "source": "",
            "previous": previous,
        }
    )


def _says(before: Linked, new: Linked) -> bool:
    return (before.status, before.how, before.reason, before.source) == (new.status, new.how, new.reason, new.source)


async def _previous(store: GraphStore, links: Collection[Standing]) -> Mapping[str, Linked]:
    """Return, by the uid of a decision, the state that it replaced; nothing for links that a person made."""
    before = {each.uid: each.link.previous for each in links if each.link.previous}
    rows = await store.rows(QUERIES["link.by_id"], uids=sorted(set(before.values()))) if before else ()
    there = {row["node"]["uid"]: standing(row["node"]).link for row in rows}
    return {uid: there[previous] for uid, previous in before.items() if previous in there}


async def _standing(store: GraphStore, uids: Sequence[str]) -> list[Standing] | Decided:
    """Return the links that now hold for these, in their order; of one that was replaced, the one in its place."""
    rows = await store.rows(QUERIES["link.by_id"], uids=list(dict.fromkeys(uids))) if uids else ()
    by_uid = {row["node"]["uid"]: row["node"] for row in rows}
    if unknown_ := [uid for uid in uids if uid not in by_uid]:
        return Decided(problems=(problem("UNKNOWN_ID", f"There is no link {unknown_[0]!r}.", path=unknown_[0]),))
    over = [standing(row) for row in by_uid.values() if row.get("until") is not None]
    now = {each.link.pair: each for each in await lookup.of_elements(store, {each.link.dependent for each in over})}
    found: dict[str, Standing] = {}
    for uid in uids:
        given = standing(by_uid[uid])
        each = given if by_uid[uid].get("until") is None else now.get(given.link.pair)
        if each is None:
            message = f"{uid} ended at {by_uid[uid]['until']}."
            return Decided(problems=(problem("LINK_ENDED", message, path=uid),))
        found[each.uid] = each
    return list(found.values())


async def _stated(store: GraphStore, links: Sequence[Linked]) -> Problem | None:
    """Return the problem if a document refers from one end of a link to the other: a rejection would change nothing."""
    known = await lookup.lives(store, {model_of(each.dependent) for each in links})
    elements = {
        element_uid(version, each.dependent.partition("#")[2])
        for each in links
        if model_of(each.dependent) in known
        for version in known[model_of(each.dependent)].living[-1:]
    }
    rows = await store.rows(QUERIES["link.referring"], elements=sorted(elements)) if elements else ()
    referring = {(parts(row["element"]), parts(row["other"])) for row in rows}
    for each in links:
        if (each.dependent, each.dependency) in referring:
            message = (
                f"The document of {model_of(each.dependent)!r} states that {each.dependent} refers to"
                f" {each.dependency}. Remove it there, by a new version."
            )
            return problem("STATED", message, path=each.dependent)
    return None


async def _resolved(store: GraphStore, wanted: Wanted) -> tuple[str, str, str] | Problem:
    """Return kind, dependent and dependency of a link that a person states."""
    ends = []
    for path, named in (("from", wanted.start), ("to", wanted.end)):
        at = await element_of(store, named)
        if at is None:
            return problem("UNKNOWN_ID", f"There is no element {named!r} in a current version.", path=path)
        ends.append(at)
    (one, first), (other, second) = ends
    if model_of(one) == model_of(other):
        message = f"{one} and {other} are of one model, which states itself how they belong together."
        return problem("SAME_MODEL", message, path="to")
    known = {each.name: each for each in matchers()}
    if wanted.kind is not None and wanted.kind not in {*known, PLAIN}:
        return problem("UNKNOWN_KIND", unknown("kind of link", wanted.kind, [*known, PLAIN]), path="kind")
    roles = await _roles(store, (first, second))
    fitting = [each for each in known.values() if wanted.kind in {None, each.name}]
    for matcher in fitting:
        if _fits(matcher, roles[first], roles[second]):
            return matcher.name, one, other
    for matcher in fitting:
        if _fits(matcher, roles[second], roles[first]):
            return matcher.name, other, one
    return wanted.kind or PLAIN, one, other


def _fits(matcher: Matcher, one: Collection[str], other: Collection[str]) -> bool:
    return matcher.dependent in one and matcher.dependency in other


async def _roles(store: GraphStore, elements: Sequence[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {element: set() for element in elements}
    for row in await store.rows(QUERIES["link.keys_of"], elements=sorted(found)):
        found[row["element"]].add(place_of(row["anchor"]).role)
    return found


async def element_of(store: GraphStore, named: str) -> tuple[str, str] | None:
    """Return an element of a current version, without its version and as it is stored."""
    at = address(named)
    if at is None or at.element is None:
        return None
    found = await store.rows(QUERIES["run.current"], model=at.model)
    if not found or found[0]["retired"] is not None:
        return None
    version = found[0]["version"]["uid"]
    uids = [element_uid(version, each) for each in spellings(at.element)]
    there = {row["element"] for row in await store.rows(QUERIES["run.kinds"], elements=uids)}
    uid = next((uid for uid in uids if uid in there), None)
    return None if uid is None else (f"{at.model}#{uid.partition('#')[2]}", uid)
