"""Find the properties of a pair that differ. No property repeats what another says."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from pydantic import BaseModel, JsonValue

from pipeline.compare.tokens import Tokens
from pipeline.ir.comparison import Comparison
from pipeline.ir.difference import Part, PropertyChange, surplus
from pipeline.ir.model import Element, Extension

Values = dict[str, JsonValue]

_TIES: Final = ("parent", "source", "target")
_SAID: Final = {"source": frozenset({"sourceRef"}), "target": frozenset({"targetRef"})}
_KEY: Final = re.compile(r"\[([^\[\]]*)\]")
_MOST_REKEYED: Final = 20


class Properties:
    """Comparison of pairs by their properties, with the tokens of either side."""

    def __init__(self, first: Tokens, second: Tokens, comparison: Comparison[Any]) -> None:
        self._sides = first, second
        self._comparison = comparison
        self._ties = (*_TIES, *comparison.ties)
        self._said = _SAID | dict(comparison.said)

    def changed(self, before: Element, after: Element, above: Collection[str] = ()) -> tuple[PropertyChange, ...]:
        """Return the differing properties in a fixed order, without what those of the element above say already."""
        found = list(self._simple(before, after))
        said = {change.property for change in found} | set(above)
        roles = frozenset().union(*(self._said.get(name, frozenset()) for name in said))
        for name, values in (
            ("attributes", (self._attributes(before, roles), self._attributes(after, roles))),
            ("extensions", self._extensions(before, after)),
        ):
            if values[0] != values[1]:
                found.append(_parts(name, *values))
        found += self._references(before, after, roles)
        said = {change.property for change in found} | set(above)
        kept = self._comparison.kept(before, after, self._sides, said)
        if kept is not None:
            found.append(PropertyChange(property="folded", before=kept[0], after=kept[1]))
        return tuple(change.model_copy(update={"parts": self._parts_of(change)}) for change in found)

    def _parts_of(self, change: PropertyChange) -> tuple[Part, ...]:
        """Pair the things that both values say by their names, and by their order where a name repeats."""
        values = [_numbered(self._comparison.parts(change.property, side)) for side in (change.before, change.after)]
        values[0], rekeyed = _rekeyed(*values)
        names = dict.fromkeys((*values[0], *values[1]))
        differing = [name for name in names if values[0].get(name) != values[1].get(name)]
        if not (differing or rekeyed) and list(values[0]) != list(values[1]):
            order = [
                ", ".join(one.rpartition("/")[2] for one, other in pairs if one != other)
                for pairs in (zip(*values, strict=True), zip(*reversed(values), strict=True))
            ]
            return (Part(name="order", before=order[0], after=order[1]),)
        parts = (Part(name=name, before=values[0].get(name), after=values[1].get(name)) for name in differing)
        return (*rekeyed, *parts)

    def _simple(self, before: Element, after: Element) -> Iterator[PropertyChange]:
        shown = self._shown(before), self._shown(after)
        meant = (self._meant(self._sides[0], before, shown[0]), self._meant(self._sides[1], after, shown[1]))
        for name in shown[0]:
            if meant[0][name] != meant[1][name]:
                yield PropertyChange(property=name, before=shown[0][name], after=shown[1][name])

    def _shown(self, element: Element) -> Values:
        plain: Values = {"kind": element.kind, "name": element.name, "documentation": element.documentation}
        further = (*self._ties, *self._comparison.values)
        return plain | {name: _dumped(getattr(element, name)) for name in further}

    def _meant(self, tokens: Tokens, element: Element, shown: Values) -> Values:
        """Replace every id in the values by its token."""
        tied = {name: id_ and tokens.of(str(id_)) for name in self._ties if (id_ := shown[name])}
        return shown | tied | dict(self._comparison.meant(element, tokens))

    def _attributes(self, element: Element, said: frozenset[str]) -> Values:
        mentions = {reference.role for reference in element.references} | said
        own = {key: value for key, value in element.attributes.items() if key not in mentions}
        return {**self._comparison.stated(element.kind, own)}

    def _extensions(self, before: Element, after: Element) -> tuple[Values, Values]:
        values: tuple[Values, Values] = ({}, {})
        for uri in sorted(before.extensions.keys() | after.extensions.keys()):
            both = before.extensions.get(uri), after.extensions.get(uri)
            if both[0] != both[1] and self._spelled_out(both[0]) != self._spelled_out(both[1]):
                for side, extension in zip(values, both, strict=True):
                    if extension is not None:
                        side[uri] = extension.model_dump(mode="json")
        return values

    def _spelled_out(self, extension: Extension | None) -> tuple[dict[str, str], list[str]] | None:
        """Normalise an extension's spelling. An id in it stays text: only its vendor knows which values are ids."""
        if extension is None:
            return None
        return extension.attributes, [each for each in map(self._comparison.fragment, extension.elements) if each]

    def _references(self, before: Element, after: Element, said: frozenset[str]) -> Iterator[PropertyChange]:
        values = [
            _mentions(element, tokens, said) for element, tokens in zip((before, after), self._sides, strict=True)
        ]
        only: list[JsonValue] = [surplus(values[0], values[1]), surplus(values[1], values[0])]
        if only[0] or only[1]:
            yield PropertyChange(property="references", before=only[0], after=only[1])


def _numbered(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what is said by name; a name that repeats is numbered from its second time on."""
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for name, text in parts:
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} #{seen[name]}"] = text
    return found


def _rekeyed(before: dict[str, str], after: dict[str, str]) -> tuple[dict[str, str], list[Part]]:
    """Give each thing of `before` the key that it has after, as `task[a]` for `task[b]`, and tell both keys.

    Things are taken for one if one key of theirs is gone and one is new.
    """
    parts: list[Part] = []
    while len(parts) < _MOST_REKEYED and (found := _one_for_another(before, after)) is not None:
        thing, old, new = found
        start = f"{thing}[{old}]"
        before = {
            f"{thing}[{new}]{name[len(start) :]}" if name.startswith(start) else name: text
            for name, text in before.items()
        }
        parts.append(Part(name=thing, before=old, after=new))
    return before, parts


def _one_for_another(before: dict[str, str], after: dict[str, str]) -> tuple[str, str, str] | None:
    """Return the outermost thing of which exactly one key is gone and one is new, with both keys."""
    gone, new = _keys(before), _keys(after)
    for thing in sorted(gone.keys() & new.keys(), key=len):
        one, other = gone[thing] - new[thing], new[thing] - gone[thing]
        if len(one) == len(other) == 1:
            return thing, one.pop(), other.pop()
    return None


def _keys(said: Iterable[str]) -> dict[str, set[str]]:
    """Return the keys of each keyed thing in names like `task[a]/input[b] source`."""
    found: dict[str, set[str]] = {}
    for name in said:
        for key in _KEY.finditer(name):
            found.setdefault(name[: key.start()], set()).add(key[1])
    return found


def _dumped(value: Any) -> JsonValue:
    if isinstance(value, tuple):
        return [_dumped(each) for each in value]
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def _mentions(element: Element, tokens: Tokens, said: frozenset[str]) -> list[tuple[str, JsonValue]]:
    found: list[tuple[str, JsonValue]] = []
    for reference in element.references:
        if reference.role not in said:
            meant = tokens.of(reference.element) if reference.element else f"{reference.namespace}#{reference.target}"
            shown: Values = {"role": reference.role, "target": reference.target, "namespace": reference.namespace}
            if reference.notation is not None:
                meant, shown["notation"] = f"{reference.notation}:{meant}", reference.notation
            found.append((f"{reference.role} {reference.type} {meant}", shown))
    return found


def _parts(name: str, before: Values, after: Values) -> PropertyChange:
    """Keep only the keys that differ."""
    return PropertyChange(
        property=name,
        before={key: value for key, value in before.items() if key not in after or after[key] != value},
        after={key: value for key, value in after.items() if key not in before or before[key] != value},
    )
