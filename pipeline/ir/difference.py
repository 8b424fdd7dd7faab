"""Define the difference of two models: element by element, with the pairs it rests on."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field, JsonValue

from pipeline.ir.frozen import Frozen


class Change(StrEnum):
    """The way in which an element differs. Only `id` and `layout` leave its meaning unchanged."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    """Properties of its own."""
    MOVED = "moved"
    """The parent changed."""
    REROUTED = "rerouted"
    """A flow or association: another source or target."""
    ATTACHED = "attached"
    """A boundary event: it sits on another activity, or no longer on one."""
    ID = "id"
    """The document states another id for it."""
    LAYOUT = "layout"
    """The drawing changed."""


CONTENT = frozenset(Change) - {Change.ID, Change.LAYOUT}


class By(StrEnum):
    """The evidence by which two elements were matched."""

    ID = "id"
    MEANING = "meaning"


class Match(Frozen):
    """The reason why two elements are taken to be one."""

    by: By
    score: float
    """Similarity from 0 to 1; 1 if matched by id."""
    reasons: tuple[str, ...]


class Place(Frozen):
    """An element and its position in one of the two models."""

    id: str
    source_id: str | None
    """The id as the document states it; None where it states none."""
    kind: str
    name: str
    line: int
    position: int
    """Position in document order, from 0."""


class Part(Frozen):
    """One part of a property that changed, in words for people; None where it is absent."""

    name: str
    """Name of the part in the words of the document or notation: `timer`, `isExecutable`, `camunda:property[x]`."""
    before: str | None
    after: str | None


class PropertyChange(Frozen):
    """One property and both its values; of attributes and extensions, only the parts that differ."""

    property: str
    before: JsonValue
    after: JsonValue
    parts: tuple[Part, ...] = ()
    """The same change in words for people, if the values are more than text."""

    def mirrored(self) -> "PropertyChange":
        """Return the change seen from the other model."""
        parts = tuple(Part(name=each.name, before=each.after, after=each.before) for each in self.parts)
        return PropertyChange(property=self.property, before=self.after, after=self.before, parts=parts)


class ElementDifference(Frozen):
    """An element that is not the same in both models."""

    before: Place | None
    after: Place | None
    changes: tuple[Change, ...]
    properties: tuple[PropertyChange, ...] = ()
    match: Match | None = None
    """Reason for the match; None if the element is in one model only."""

    @property
    def place(self) -> Place:
        """Return the place in the second model; for a removed element, in the first."""
        found = self.after or self.before
        if found is None:
            raise ValueError("an element is in at least one of the models")
        return found

    @property
    def kind(self) -> str:
        """Return the kind in the second model; for a removed element, in the first."""
        return self.place.kind

    def mirrored(self) -> "ElementDifference":
        """Return the difference seen from the other model."""
        return ElementDifference(
            before=self.after,
            after=self.before,
            changes=tuple(_MIRROR.get(change, change) for change in self.changes),
            properties=tuple(each.mirrored() for each in self.properties),
            match=self.match,
        )


_MIRROR = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}


class Difference(Frozen):
    """All differences between two models."""

    entries: tuple[ElementDifference, ...]
    """Differences in the order of the second model; removed elements at their old position."""
    unchanged: int
    """Elements that are the same in everything."""
    matched: dict[By, int]
    """Numbers of matched elements by the way of matching, including unchanged ones."""
    reordered: bool = False
    """Parts that both models have stand in another order in the document."""
    pairs: dict[str, str] = Field(default={}, exclude=True, repr=False)
    """Matched elements: ids of the first model to ids of the second, including unchanged ones."""

    @property
    def identical(self) -> bool:
        """Return true if nothing differs at all."""
        return not self.entries and not self.reordered

    @property
    def same_meaning(self) -> bool:
        """Return true if nothing differs but ids and layout."""
        return not any(CONTENT & set(entry.changes) for entry in self.entries)

    @property
    def layout_only(self) -> bool:
        """Return true if only drawing or order in the document differ, and one of them does."""
        return not self.identical and all(entry.changes == (Change.LAYOUT,) for entry in self.entries)

    @property
    def by_change(self) -> dict[Change, int]:
        """Count elements by change; one element may count in several."""
        return _counted(self.entries)

    @property
    def by_kind(self) -> dict[str, dict[Change, int]]:
        """Count changes for each kind of element, kinds by name."""
        kinds = sorted({entry.kind for entry in self.entries})
        return {kind: _counted(entry for entry in self.entries if entry.kind == kind) for kind in kinds}

    def mirrored(self) -> "Difference":
        """Return the difference seen from the other model."""
        entries = (entry.mirrored() for entry in self.entries)
        pairs = {after: before for before, after in self.pairs.items()}
        return self.model_copy(update={"entries": tuple(sorted(entries, key=document_order)), "pairs": pairs})


def document_order(entry: ElementDifference) -> tuple[int, bool]:
    """Return the sort key of an entry in `Difference.entries`."""
    return entry.place.position, entry.after is None


def _counted(entries: Iterable[ElementDifference]) -> dict[Change, int]:
    counts = Counter(change for entry in entries for change in entry.changes)
    return {change: counts[change] for change in Change if counts[change]}


def surplus(some: Iterable[tuple[str, JsonValue]], others: Iterable[tuple[str, JsonValue]]) -> list[JsonValue]:
    """Return, of pairs of a key and what is shown for it, what some have more often than the others."""
    left = Counter(key for key, _ in others)
    found = []
    for key, shown in some:
        if left[key]:
            left[key] -= 1
        else:
            found.append(shown)
    return found
