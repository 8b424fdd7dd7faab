"""Compare the XML that two elements keep, without ids, prefixes and what a property says already."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from lxml import etree
from pydantic import JsonValue

from pipeline.formats.bpmn.comparison import markup
from pipeline.ir.comparison import Meaning
from pipeline.ir.difference import surplus
from pipeline.ir.model import Element

# what of the folded XML a property has said already; what only repeats the flows is never looked at
_TOLD: Final[Mapping[str, frozenset[str]]] = {
    "documentation": frozenset({"documentation"}),
    "extensions": frozenset({"extensionElements"}),
    "condition": frozenset({"conditionExpression", "activationCondition", "completionCondition"}),
    "script": frozenset({"script"}),
    "events": frozenset({"timeDate", "timeDuration", "timeCycle", "condition"}),
    "loop": frozenset(
        {
            *("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"),
            *("loopCardinality", "loopCondition", "completionCondition"),
        }
    ),
}
_REPEATED: Final = frozenset({"incoming", "outgoing"})


def differing(
    before: Element, after: Element, meanings: tuple[Meaning, Meaning], said: Collection[str]
) -> tuple[JsonValue, JsonValue] | None:
    """Return the children that only one of them has; None where there are none."""
    if before.folded == after.folded and "references" not in said and "<?" not in before.folded:
        return None
    mine, theirs = markup.children(before.folded), markup.children(after.folded)
    if mine is None or theirs is None:
        return None if before.folded == after.folded else (before.folded, after.folded)
    skipped = _REPEATED.union(*(_TOLD.get(name, frozenset()) for name in said))
    children = (
        _children(before, meanings[0], mine, skipped, said),
        _children(after, meanings[1], theirs, skipped, said),
    )
    only = surplus(children[0], children[1]), surplus(children[1], children[0])
    return only if any(only) else None


def spelled(fragment: str) -> str:
    """Return what an extension says, whatever its prefixes and the order of its attributes."""
    return markup.Spelling((), str, str).all(fragment)


def _children(
    element: Element,
    meaning: Meaning,
    children: Iterable[etree._Element],
    skipped: frozenset[str],
    said: Collection[str],
) -> list[tuple[str, JsonValue]]:
    """Return each child as it is compared, and as it is written."""
    roles = {reference.role for reference in element.references}
    spelling = markup.Spelling(roles, meaning.meant, meaning.of)
    leave_out = skipped | (roles if "references" in said else set())
    found: list[tuple[str, JsonValue]] = []
    for child in children:
        name = markup.local_name(child)
        told = name in leave_out or ("events" in said and name.endswith("EventDefinition"))
        told = told or (name == "extensionElements" and not len(child))
        if not told:
            found.append((spelling.of(child), markup.written(child)))
    return found
