"""Evaluate links when a model is imported, retired or erased, and keep the dependencies that follow from them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cypher import QUERIES
from graph.records import Batch, EndOfEdge, element_uid, version_uid
from graph.store import GraphStore
from pipeline.ir.linking import How, Linked, Matcher, Space, Status
from pipeline.records.links import Place, Standing, ended, joined, model_of, opened, parts, place_of, relied
from pipeline.tenant.links.lookup import candidates, existing, lives, of_elements, of_model
from pipeline.tenant.links.proposals import MOST, MOST_DEPENDENTS, proposed, united

Pair = tuple[str, str, str]
_LIMITS: Final = {Space.ID: MOST_DEPENDENTS, Space.NAME: MOST, Space.SIMILAR: MOST}


@dataclass(slots=True)
class _Changes:
    """Links that begin, and links that end."""

    begun: dict[Pair, Linked] = field(default_factory=dict)
    ended: dict[str, Standing] = field(default_factory=dict)

    def replace(self, before: Standing | None, link: Linked) -> None:
        """Begin a link in place of another, unless they say the same."""
        if before is not None:
            if _same(before.link, link):
                return
            self.ended[before.uid] = before
            link = link.model_copy(update={"previous": before.uid})
        self.begun[link.pair] = link

    def batch(self, now: str) -> Batch:
        """Return the records."""
        return joined((*map(ended, self.ended), *(opened(link, now) for link in self.begun.values())))


async def settle(
    store: GraphStore,
    model: str,
    before: str | None,
    keys: Collection[str],
    matchers: Sequence[Matcher],
    carried: Mapping[str, str] = {},
) -> None:
    """Evaluate the links of a model whose version `before` is no longer current, and write what follows.

    `keys` are those of the new version; none if there is no new version. `carried` has the new ids of elements whose
    ids changed.
    """
    old = await _given_up(store, before)
    pairs = list(_meeting({*old, *keys}, matchers))
    there = await existing(store, {anchor for meeting in pairs for anchor in meeting.anchors} - {*keys, *old})
    there |= {*keys, *old}
    meetings = [each for each in pairs if there.issuperset(each.anchors)]
    links = await of_model(store, model) if before is not None or meetings else []
    changes = _Changes()
    _carry(changes, links, model, carried)
    await _evaluate(store, model, meetings, links, changes)
    if changes.begun or changes.ended:
        await store.write(changes.batch(store.now))
    if links or changes.begun:
        known = [*(each for each in links if each.uid not in changes.ended), *_written(changes, store.now)]
        await rely(store, known, changes.ended.values())


async def retire(store: GraphStore, model: str, version: str, matchers: Sequence[Matcher]) -> None:
    """End the links of a model that ends, and evaluate those of others that shared names with it."""
    links = await of_model(store, model)
    if links:
        await store.write(joined(ended(each.uid) for each in links))
        await rely(store, (), links)
    await settle(store, model, version, (), matchers)


async def renamed(store: GraphStore, links: Sequence[Standing], model: str, name: str) -> None:
    """Open the links that people decided about a model again, under its new name."""
    known = {each.link.pair: each for each in await of_model(store, name)}
    changes = _Changes()
    for each in links:
        ends = {
            end: f"{name}#{value.partition('#')[2]}" if model_of(value) == model else value
            for end, value in (("dependent", each.link.dependent), ("dependency", each.link.dependency))
        }
        link = each.link.model_copy(update={**ends, "previous": each.uid})
        changes.replace(known.get(link.pair), link)
    if changes.begun or changes.ended:
        await store.write(changes.batch(store.now))
        await rely(store, _written(changes, store.now), changes.ended.values())


async def rely_for(store: GraphStore, model: str) -> None:
    """Open the dependencies of a version that has come into use again."""
    if links := await of_model(store, model):
        await rely(store, links, ())


async def rely(store: GraphStore, links: Iterable[Standing], gone: Iterable[Standing]) -> None:
    """Open the dependencies that follow from links, between all versions that are current or in use; end others."""
    accepted: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for each in links:
        if each.link.status is Status.ACCEPTED:
            accepted[each.link.dependent, each.link.dependency].append(each)
    over = {(each.link.dependent, each.link.dependency) for each in gone if each.link.status is Status.ACCEPTED}
    pairs = {*accepted, *over}
    if not pairs:
        return
    known = await lives(store, {model_of(end) for pair in pairs for end in pair})
    wanted = {
        (_in(one, start), _in(other, end)): pair
        for pair in accepted
        for one, other in [pair]
        if model_of(one) in known and model_of(other) in known
        for start in known[model_of(one)].living
        for end in known[model_of(other)].living
    }
    starts = {start for start, _ in wanted}
    for one, _ in over - accepted.keys():
        model = model_of(one)
        latest = known[model].latest if model in known else 0
        starts |= {_in(one, version_uid(model, number)) for number in range(1, latest + 1)}
    rows = await store.rows(QUERIES["link.relied"], elements=sorted(starts)) if starts else ()
    standing = {(row["element"], row["dependency"]) for row in rows}
    stale = [pair for pair in standing if (parts(pair[0]), parts(pair[1])) in over - accepted.keys()]
    missing = {pair: links_of for pair, links_of in wanted.items() if pair not in standing}
    uids = sorted({uid for pair in missing for uid in pair})
    there = {row["element"] for row in await store.rows(QUERIES["run.kinds"], elements=uids)} if uids else set()
    edges = tuple(relied(*pair, accepted[of]) for pair, of in missing.items() if there.issuperset(pair))
    batch = Batch(edges=edges, ends=tuple(EndOfEdge("RELIES_ON", *pair) for pair in sorted(stale)))
    if batch != Batch():
        await store.write(batch)


async def _given_up(store: GraphStore, version: str | None) -> set[str]:
    """End the keys of a version that is no longer current, and return them."""
    if version is None:
        return set()
    rows = await store.rows(QUERIES["link.keys_in"], version=version)
    if rows:
        await store.write(Batch(ends=tuple(EndOfEdge("KNOWN_AS", row["element"], row["anchor"]) for row in rows)))
    return {row["anchor"] for row in rows}


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A key that a dependent and a dependency can share."""

    matcher: Matcher
    dependents: Place
    dependencies: Place

    @property
    def anchors(self) -> tuple[str, str]:
        return self.dependents.anchor, self.dependencies.anchor


def _meeting(anchors: Iterable[str], matchers: Sequence[Matcher]) -> Iterator[_Meeting]:
    places = {(place.role, place.space, place.value) for place in map(place_of, anchors)}
    for matcher in matchers:
        for space, value in sorted(
            {(space, value) for role, space, value in places if role in {matcher.dependent, matcher.dependency}}
        ):
            yield _Meeting(matcher, Place(matcher.dependent, space, value), Place(matcher.dependency, space, value))


async def _evaluate(
    store: GraphStore, model: str, meetings: Sequence[_Meeting], links: Sequence[Standing], changes: _Changes
) -> None:
    """Compare what the keys say with the links that stand."""
    found: list[Linked] = []
    for space in Space:
        here = [each for each in meetings if each.dependents.space is space]
        many = {each.dependents.anchor for each in here if not each.matcher.single}
        few = {anchor for each in here for anchor in each.anchors} - many
        those = {
            **await candidates(store, many, MOST_DEPENDENTS),
            **await candidates(store, few, _LIMITS[space]),
        }
        for each in here:
            one, other = (those.get(anchor, ()) for anchor in each.anchors)
            found += proposed(each.matcher, space, one, other)
    mine = [each for each in found if model in {model_of(each.dependent), model_of(each.dependency)}]
    # of the pairs of others, only the doubt about their common name can have changed
    theirs = [each for each in found if each.how is How.NAME and each not in mine]
    standing = {each.link.pair: each for each in links if each.uid not in changes.ended}
    wanted = united(mine)
    for pair, link in wanted.items():
        before = standing.get(pair)
        if pair not in changes.begun and (before is None or not before.link.decided):
            changes.replace(before, link)
    for pair, before in standing.items():
        if pair not in wanted and not before.link.decided:
            changes.ended[before.uid] = before
    await _review_others(store, theirs, changes)


async def _review_others(store: GraphStore, theirs: Sequence[Linked], changes: _Changes) -> None:
    ends = {end for each in theirs for end in (each.dependent, each.dependency)}
    standing = {each.link.pair: each for each in await of_elements(store, ends)}
    for pair, link in united(theirs).items():
        before = standing.get(pair)
        if before is None or before.link.how in {How.NAME, How.SIMILAR}:
            changes.replace(before, link)


def _carry(changes: _Changes, links: Sequence[Standing], model: str, carried: Mapping[str, str]) -> None:
    """Give decided links the new ids of their ends."""
    moved = {f"{model}#{old}": f"{model}#{new}" for old, new in carried.items()}
    taken = {each.link.pair for each in links}
    for each in links:
        one, other = each.link.dependent, each.link.dependency
        if each.link.decided and (one in moved or other in moved):
            said = f"Carried over from {one if one in moved else other}, whose id changed."
            update = {
                "dependent": moved.get(one, one),
                "dependency": moved.get(other, other),
                "evidence": (*each.link.evidence, said),
                "previous": each.uid,
            }
            link = each.link.model_copy(update=update)
            changes.ended[each.uid] = each
            if link.pair not in taken:
                changes.begun[link.pair] = link


def _written(changes: _Changes, now: str) -> list[Standing]:
    return [Standing(opened(link, now).vertices[0].uid, link) for link in changes.begun.values()]


def _same(before: Linked, link: Linked) -> bool:
    return (before.status, before.how, before.evidence) == (link.status, link.how, link.evidence)


def _in(element: str, version: str) -> str:
    """Return the uid of an element, `model#element`, in a version."""
    return element_uid(version, element.partition("#")[2])
