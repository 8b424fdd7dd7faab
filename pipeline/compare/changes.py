"""Derive changes from pairs of elements."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pipeline.compare.identity import same_id
from pipeline.compare.pairing import Pairing
from pipeline.compare.properties import Properties
from pipeline.compare.similarity import Similarity
from pipeline.compare.structure import Structure
from pipeline.compare.tokens import Tokens
from pipeline.ir.difference import (
    By,
    Change,
    Difference,
    ElementDifference,
    Match,
    Place,
    PropertyChange,
    document_order,
)
from pipeline.ir.model import Element

_OWN_CHANGE: Mapping[str, Change] = {
    "parent": Change.MOVED,
    "source": Change.REROUTED,
    "target": Change.REROUTED,
    "attached_to": Change.ATTACHED,
}


def difference(first: Structure, second: Structure, pairing: Pairing) -> Difference:
    """Return all changes between two models whose elements are paired."""
    pairs = _Pairs(first, second, pairing)
    found = [pairs.entry(*pair) for pair in pairing.forward.items()]
    entries = [entry for entry in found if entry.changes]
    entries += _alone(first, pairing.forward, Change.REMOVED)
    entries += _alone(second, pairing.backward, Change.ADDED)
    matched = Counter(entry.match.by for entry in found if entry.match)
    return Difference(
        entries=tuple(sorted(entries, key=document_order)),
        unchanged=sum(not entry.changes for entry in found),
        matched={by: matched[by] for by in By},
        reordered=_reordered(first, second, pairing),
        pairs=dict(pairing.forward),
    )


class _Pairs:
    """Comparison of matched elements, pair by pair."""

    def __init__(self, first: Structure, second: Structure, pairing: Pairing) -> None:
        self._first, self._second, self._pairing = first, second, pairing
        self._similarity = Similarity(pairing)
        same = {id_: id_ for id_ in pairing.backward}
        self._properties = Properties(Tokens(first, pairing.forward, "-"), Tokens(second, same, "+"), first.comparison)
        self._found: dict[str, tuple[PropertyChange, ...]] = {}
        self._said: dict[str, set[str]] = {}
        self._drawn = tuple(each.comparison.drawings(each.model) for each in (first, second))

    def entry(self, one: str, other: str) -> ElementDifference:
        """Return a pair with its changes; None where there are none."""
        before, after = self._first.by_id[one], self._second.by_id[other]
        properties = self._changed(one, other)
        return ElementDifference(
            before=_place(self._first, before),
            after=_place(self._second, after),
            changes=tuple(self._changes(before, after, properties)),
            properties=properties,
            match=self._match(one, other),
        )

    def _changed(self, one: str, other: str) -> tuple[PropertyChange, ...]:
        """Return the properties of a pair that differ, without what those that it elaborates say."""
        if one not in self._found:
            before, after = self._first.by_id[one], self._second.by_id[other]
            said = self._said_above(before, after)
            self._found[one] = self._properties.changed(before, after, said)
            self._said[one] = said | {change.property for change in self._found[one]}
        return self._found[one]

    def _said_above(self, before: Element, after: Element) -> set[str]:
        """Return the property of the element around, if it differs and this one only says it in more words."""
        elaborated = self._first.comparison.elaborates(after.kind)
        around, other = before.parent, after.parent
        if elaborated is None or around is None or other is None or self._pairing.forward.get(around) != other:
            return set()
        self._changed(around, other)
        return {elaborated} & self._said[around]

    def _changes(self, before: Element, after: Element, properties: tuple[PropertyChange, ...]) -> Iterator[Change]:
        changes = {_OWN_CHANGE.get(change.property, Change.CHANGED) for change in properties}
        if before.source_id != after.source_id:
            changes.add(Change.ID)
        if self._drawn[0].get(before.id) != self._drawn[1].get(after.id):
            changes.add(Change.LAYOUT)
        yield from (change for change in Change if change in changes)

    def _match(self, one: str, other: str) -> Match:
        if same_id(self._pairing, one, other):
            return Match(by=By.ID, score=1.0, reasons=("same id",))
        score, reasons = self._similarity.explained(one, other)
        if alike := self._pairing.alike.get(one):
            reasons = (*reasons, f"{alike} look alike, taken in document order")
        return Match(by=By.MEANING, score=round(score, 3), reasons=reasons)


def _alone(side: Structure, partners: Mapping[str, str], change: Change) -> Iterator[ElementDifference]:
    for element in side.model.elements:
        if element.id not in partners:
            place = _place(side, element)
            yield ElementDifference(
                before=place if change is Change.REMOVED else None,
                after=place if change is Change.ADDED else None,
                changes=(change,),
            )


def _place(side: Structure, element: Element) -> Place:
    return Place(
        id=element.id,
        source_id=element.source_id,
        kind=element.kind,
        name=element.name,
        line=element.line,
        position=side.position[element.id],
    )


def _reordered(first: Structure, second: Structure, pairing: Pairing) -> bool:
    """Return true if parts that both wholes have follow each other differently."""
    families: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for element in first.model.elements:
        if other := pairing.forward.get(element.id):
            families[element.parent, second.by_id[other].parent].append(second.position[other])
    return any(places != sorted(places) for places in families.values())
