"""Settle references across models whenever a model is imported, retired or erased."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cypher import QUERIES
from graph.records import Batch, EndOfEdge
from graph.store import GraphStore
from pipeline.records.references import Foreign, Resolution, model_of, settled, together, without


@dataclass(frozen=True, slots=True)
class Met:
    """The points at which a version that is about to end met other models."""

    version: str | None = None
    offered: tuple[str, ...] = ()
    """The tenant's anchors that mean something of it."""
    mentioned: tuple[str, ...] = ()
    """Anchors to which it refers."""
    thrown: tuple[tuple[str, str], ...] = ()
    """(anchor, element) of the messages and signals that it throws: what these anchors mean ends with it."""

    @property
    def anchors(self) -> set[str]:
        return {*self.offered, *self.mentioned}


async def met(store: GraphStore, version: str | None) -> Met:
    """Return where a version meets other models while it is current; nowhere without a version."""
    if version is None:
        return Met()
    offered = await store.rows(QUERIES["run.offers"], version=version)
    mentioned = await store.rows(QUERIES["run.mentioned"], version=version)
    return Met(
        version,
        tuple(row["anchor"] for row in offered),
        tuple(row["anchor"] for row in mentioned),
        tuple((row["anchor"], row["element"]) for row in offered if row["kind"] is not None),
    )


async def known(
    store: GraphStore, qualified: Sequence[tuple[str, str]], foreign: Sequence[Foreign]
) -> tuple[tuple[str, str], ...]:
    """Return those (anchor, element) whose anchor exists, or comes with the mentions.

    The anchors of a namespace begin with their first mention.
    """
    if not qualified:
        return ()
    rows = await store.rows(QUERIES["rules.known"], anchors=[anchor for anchor, _ in qualified])
    there = {*(row["anchor"] for row in rows), *(each.anchor for each in foreign)}
    return tuple(each for each in qualified if each[0] in there)


async def settle(
    store: GraphStore,
    model: str,
    before: Met,
    offered: Sequence[tuple[str, str]] = (),
    foreign: Sequence[Foreign] = (),
) -> Batch:
    """Return the records that make references resolve correctly.

    The model offers these pairs (anchor, element), or none, and mentions these foreign ones.
    """
    touched = {*before.offered, *(anchor for anchor, _ in offered), *(each.anchor for each in foreign)}
    standing = await _open(store, sorted(touched))
    after: dict[str, set[str]] = {anchor: set() for anchor in touched} | without(standing, model)
    for anchor, element in (*offered, *await _meant(store, model, foreign)):
        after[anchor].add(element)
    thrown = Batch(ends=tuple(EndOfEdge("RESOLVES_TO", *pair) for pair in before.thrown))
    return together((settled(standing, after), thrown))


async def _meant(store: GraphStore, model: str, foreign: Sequence[Foreign]) -> list[tuple[str, str]]:
    """Return (anchor, element) for what other models offer under the id, in the namespace that is asked for."""
    if not foreign:
        return []
    rows = await store.rows(QUERIES["reference.defined"], anchors=sorted({each.unqualified for each in foreign}))
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if model_of(row["element"]) != model:
            found.setdefault((row["anchor"], row["namespace"] or ""), []).append(row["element"])
    return [(each.anchor, element) for each in foreign for element in found.get((each.unqualified, each.namespace), ())]


async def _open(store: GraphStore, anchors: Collection[str]) -> list[Resolution]:
    if not anchors:
        return []
    rows = await store.rows(QUERIES["reference.open"], anchors=list(anchors))
    return [Resolution(row["anchor"], row["element"], bool(row["ambiguous"])) for row in rows]
