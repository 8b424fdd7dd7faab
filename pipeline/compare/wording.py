"""Describe changes in words, for every renderer; text from a document is marked as such."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import JsonValue

from pipeline.ir.difference import By, Change, Difference, ElementDifference, Place, PropertyChange
from pipeline.ir.digest import canonical

_LONGEST = 80
_READ = 1_000  # of a text whose first 80 characters are shown
_MOST_PARTS = 20
_BLANKS = {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t", ord(" "): "·"}
_QUOTES = str.maketrans("“”„‟", '""""')
_LABELS = {
    Change.ADDED: "added",
    Change.REMOVED: "removed",
    Change.CHANGED: "changed",
    Change.MOVED: "moved",
    Change.REROUTED: "rerouted",
    Change.ATTACHED: "attached elsewhere",
    Change.ID: "id changed",
    Change.LAYOUT: "drawn otherwise",
}
_WORDS = {"attached_to": "attached to", "event_sub_process": "event sub-process", "folded": "other XML"}


class Foreign(NamedTuple):
    """Text quoted from a document; whoever shows it has to encode it."""

    text: str


Words = list[str | Foreign]


def heading(difference: Difference) -> str:
    """Summarise a difference in one sentence."""
    if difference.identical:
        return "No difference."
    counts = [f"{count:,} {_LABELS[change]}" for change, count in difference.by_change.items()]
    if difference.reordered:
        counts.append("another order in the document")
    said = ", ".join(counts)
    if difference.layout_only:
        return f"Only the layout differs: {said}."
    return f"{'The meaning is the same' if difference.same_meaning else 'The meaning differs'}: {said}."


def matched(difference: Difference) -> str:
    """Say how elements were recognised; empty where there was no need."""
    by_id, by_meaning = (difference.matched.get(by, 0) for by in (By.ID, By.MEANING))
    return f"Recognised by id: {by_id:,}, by meaning: {by_meaning:,}." if by_meaning else ""


def changes(entry: ElementDifference) -> str:
    """List the changes: `changed, moved`."""
    return ", ".join(_LABELS[change] for change in entry.changes)


def title(entry: ElementDifference) -> Words:
    """Return kind, name, id and line."""
    place = entry.place
    words: Words = [Foreign(place.kind), " "]
    if place.name.strip():
        words += ["“", Foreign(place.name), "” "]
    return [*words, "(", Foreign(_id(place)), f", line {place.line})"]


def details(entry: ElementDifference) -> Iterator[Words]:
    """Yield a line for each change, and the reason for a pair whose ids do not say it."""
    for change in entry.properties:
        for part in change.parts[:_MOST_PARTS]:
            yield [Foreign(part.name), ": ", *_pair(part.before, part.after)]
        if len(change.parts) > _MOST_PARTS:
            yield [f"and {len(change.parts) - _MOST_PARTS:,} more"]
        if not change.parts:
            yield _property(change)
    if entry.before and entry.after and Change.ID in entry.changes:
        yield ["id: ", Foreign(_id(entry.before)), " → ", Foreign(_id(entry.after))]
    if entry.match and entry.match.by is By.MEANING:
        yield [f"recognised by meaning, {entry.match.score:.2f}: ", Foreign(", ".join(entry.match.reasons))]


def visible(text: str) -> str:
    """Shorten to one line; control, bidi and other invisible characters become escapes such as `\x1b`."""
    shown = "".join(_shown(char) for char in " ".join(text[:_READ].translate(_QUOTES).split())[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _shown(char: str) -> str:
    return char if char.isprintable() and unicodedata.category(char) != "Cf" else ascii(char)[1:-1]


def _id(place: Place) -> str:
    return place.source_id or place.id


def _property(change: PropertyChange) -> Words:
    return [f"{_WORDS.get(change.property, change.property)}: ", *_pair(change.before, change.after)]


def _pair(before: JsonValue, after: JsonValue) -> Words:
    """Show both values; of two long texts the place where they part, and blanks where nothing else differs."""
    if isinstance(before, str) and isinstance(after, str) and before and after:
        before, after = _parting(before, after)
        if visible(before) == visible(after):
            before, after = before.translate(_BLANKS), after.translate(_BLANKS)
    return [*_value(before), " → ", *_value(after)]


def _parting(before: str, after: str) -> tuple[str, str]:
    """Cut off what two long texts begin with alike, but for a few words."""
    unlike = (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other)
    common = next(unlike, min(len(before), len(after)))
    if common <= _LONGEST // 2 or max(len(before), len(after)) <= _LONGEST:
        return before, after
    begin = common - _LONGEST // 4
    return f"…{before[begin:]}", f"…{after[begin:]}"


def _value(value: JsonValue) -> Words:
    if value in (None, "", [], {}):
        return ["nothing"]
    if isinstance(value, bool | int | float):
        return [str(value).lower()]
    return [Foreign(value if isinstance(value, str) else canonical_of(value))]


def canonical_of(value: JsonValue) -> str:
    """Format a list or object in one spelling, without what is empty."""
    return canonical(_filled(value))  # type: ignore[arg-type]


def _filled(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_filled(item) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item) for key, item in value.items() if item not in (None, "", [], {})}
    return value
