"""Which properties of a pair differ. What one property says, no other repeats."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from pydantic import JsonValue

from pipeline.compare import markup
from pipeline.compare.defaults import stated
from pipeline.compare.tokens import Tokens
from pipeline.ir.difference import PropertyChange
from pipeline.ir.workflow import Element, EventDefinition, Extension

Values = dict[str, JsonValue]

_TIES = ("parent", "source", "target", "attached_to", "default")
# roles and attributes that a property has said already
_SAID: Mapping[str, frozenset[str]] = {
    "source": frozenset({"sourceRef"}),
    "target": frozenset({"targetRef"}),
    "attached_to": frozenset({"attachedToRef"}),
    "default": frozenset({"default"}),
    "called": frozenset({"calledElement"}),
    "events": frozenset({"activityRef", "errorRef", "escalationRef", "messageRef", "signalRef", "eventDefinitionRef"}),
    "interrupting": frozenset({"cancelActivity", "isInterrupting"}),
    "event_sub_process": frozenset({"triggeredByEvent"}),
    "script": frozenset({"scriptFormat"}),
    "loop": frozenset({"loopDataInputRef"}),
}
# what of the folded XML a property has said already; what only repeats the flows is never looked at
_TOLD: Mapping[str, frozenset[str]] = {
    "documentation": frozenset({"documentation"}),
    "extensions": frozenset({"extensionElements"}),
    "condition": frozenset({"conditionExpression", "activationCondition", "completionCondition"}),
    "script": frozenset({"script"}),
    "loop": frozenset({"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"}),
}
_REPEATED = frozenset({"incoming", "outgoing"})


class Properties:
    """Compares pairs, with the tokens of either side."""

    def __init__(self, first: Tokens, second: Tokens) -> None:
        self._sides = first, second

    def changed(self, before: Element, after: Element) -> tuple[PropertyChange, ...]:
        """What differs, in a fixed order."""
        found = list(self._simple(before, after))
        said = {change.property for change in found}
        roles = frozenset().union(*(_SAID.get(name, frozenset()) for name in said))
        for name, values in (
            ("attributes", (_attributes(before, roles), _attributes(after, roles))),
            ("extensions", _extensions(before, after)),
        ):
            if values[0] != values[1]:
                found.append(_parts(name, *values))
        found += self._references(before, after, roles)
        found += self._folded(before, after, {change.property for change in found})
        return tuple(found)

    def _simple(self, before: Element, after: Element) -> Iterator[PropertyChange]:
        shown = _shown(before), _shown(after)
        meant = (self._meant(self._sides[0], before, shown[0]), self._meant(self._sides[1], after, shown[1]))
        for name in shown[0]:
            if meant[0][name] != meant[1][name]:
                yield PropertyChange(property=name, before=shown[0][name], after=shown[1][name])

    def _meant(self, tokens: Tokens, element: Element, shown: Values) -> Values:
        """The same values, every id replaced by its token."""
        meant = dict(shown)
        for name in _TIES:
            id_ = getattr(element, name)
            meant[name] = id_ and tokens.of(id_)
        meant["events"] = [_event(event, tokens) for event in element.events]
        meant["called"] = element.called and tokens.meant(element.called)
        if element.loop and element.loop.collection:
            loop = element.loop.model_copy(update={"collection": tokens.meant(element.loop.collection)})
            meant["loop"] = loop.model_dump()
        return meant

    def _references(self, before: Element, after: Element, said: frozenset[str]) -> Iterator[PropertyChange]:
        values = [
            _mentions(element, tokens, said) for element, tokens in zip((before, after), self._sides, strict=True)
        ]
        only: list[JsonValue] = [_missing(values[0], values[1]), _missing(values[1], values[0])]
        if only[0] or only[1]:
            yield PropertyChange(property="references", before=only[0], after=only[1])

    def _folded(self, before: Element, after: Element, said: set[str]) -> Iterator[PropertyChange]:
        if before.folded == after.folded and "references" not in said and "<?" not in before.folded:
            return
        mine, theirs = markup.children(before.folded), markup.children(after.folded)
        if mine is None or theirs is None:
            if before.folded != after.folded:
                yield PropertyChange(property="folded", before=before.folded, after=after.folded)
            return
        skipped = _REPEATED.union(*(_TOLD.get(name, frozenset()) for name in said))
        spelled = (
            self._spelled(before, self._sides[0], mine, skipped, said),
            self._spelled(after, self._sides[1], theirs, skipped, said),
        )
        only: list[JsonValue] = [_missing(spelled[0], spelled[1]), _missing(spelled[1], spelled[0])]
        if only[0] or only[1]:
            yield PropertyChange(property="folded", before=only[0], after=only[1])

    def _spelled(
        self,
        element: Element,
        tokens: Tokens,
        children: Iterable[etree._Element],
        skipped: frozenset[str],
        said: set[str],
    ) -> list[tuple[str, JsonValue]]:
        """Each child as it is compared, and as it is written."""
        roles = {reference.role for reference in element.references}
        spelling = markup.Spelling(roles, tokens.meant, tokens.of)
        leave_out = skipped | (roles if "references" in said else set())
        found: list[tuple[str, JsonValue]] = []
        for child in children:
            name = markup.local_name(child)
            told = name in leave_out or ("events" in said and name.endswith("EventDefinition"))
            told = told or (name == "extensionElements" and not len(child))
            if not told:
                found.append((spelling.of(child), markup.written(child)))
        return found


def _shown(element: Element) -> Values:
    return {
        "kind": element.kind,
        "name": element.name,
        "documentation": element.documentation,
        **{name: getattr(element, name) for name in _TIES},
        "condition": element.condition and element.condition.model_dump(),
        "interrupting": element.interrupting,
        "event_sub_process": element.event_sub_process,
        "events": [event.model_dump() for event in element.events],
        "loop": element.loop and element.loop.model_dump(),
        "called": element.called,
        "script": element.script and element.script.model_dump(),
    }


def _event(event: EventDefinition, tokens: Tokens) -> JsonValue:
    if not event.ref or event.kind == "link":
        return event.model_dump()
    return event.model_copy(update={"ref": tokens.meant(event.ref)}).model_dump()


def _attributes(element: Element, said: frozenset[str]) -> Values:
    mentions = {reference.role for reference in element.references} | said
    own = {key: value for key, value in element.attributes.items() if key not in mentions}
    return {**stated(element.kind, own)}


def _extensions(before: Element, after: Element) -> tuple[Values, Values]:
    values: tuple[Values, Values] = ({}, {})
    for uri in sorted(before.extensions.keys() | after.extensions.keys()):
        both = before.extensions.get(uri), after.extensions.get(uri)
        if both[0] != both[1] and _spelled_out(both[0]) != _spelled_out(both[1]):
            for side, extension in zip(values, both, strict=True):
                if extension is not None:
                    side[uri] = extension.model_dump(mode="json")
    return values


def _spelled_out(extension: Extension | None) -> tuple[dict[str, str], list[str]] | None:
    """An extension without regard to prefixes. What looks like an id in it is text: only its vendor knows better."""
    if extension is None:
        return None
    spelling = markup.Spelling((), str, str)
    return extension.attributes, [spelling.all(fragment) for fragment in extension.elements]


def _mentions(element: Element, tokens: Tokens, said: frozenset[str]) -> list[tuple[str, JsonValue]]:
    found: list[tuple[str, JsonValue]] = []
    for reference in element.references:
        if reference.role not in said:
            meant = tokens.of(reference.element) if reference.element else f"{reference.namespace}#{reference.target}"
            shown: JsonValue = {"role": reference.role, "target": reference.target, "namespace": reference.namespace}
            found.append((f"{reference.role} {reference.type} {meant}", shown))
    return found


def _parts(name: str, before: Values, after: Values) -> PropertyChange:
    """Only the keys that differ."""
    return PropertyChange(
        property=name,
        before={key: value for key, value in before.items() if key not in after or after[key] != value},
        after={key: value for key, value in after.items() if key not in before or before[key] != value},
    )


def _missing(some: Iterable[tuple[str, JsonValue]], others: Iterable[tuple[str, JsonValue]]) -> list[JsonValue]:
    """What some have more often than the others."""
    left = Counter(key for key, _ in others)
    found = []
    for key, shown in some:
        if left[key]:
            left[key] -= 1
        else:
            found.append(shown)
    return found
