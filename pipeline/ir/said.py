"""Read the XML of an extension as data: elements and attributes of an engine's namespace."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat


class Said(NamedTuple):
    """An element of an engine's namespace."""

    kind: str
    """Name with a lower-case first letter: engines accept `TaskSchedule` for `taskSchedule`."""
    attributes: Mapping[str, str]
    text: str = ""
    parts: tuple["Said", ...] = ()

    def get(self, name: str) -> str:
        """Return an attribute, stripped; empty where it is absent."""
        return self.attributes.get(name, "").strip()

    def all(self, *kinds: str) -> tuple["Said", ...]:
        """Return the parts of these kinds directly inside."""
        return tuple(part for part in self.parts if part.kind in kinds)


def read(fragment: str, *, qualified: bool = False) -> Said:
    """Read an element with all inside it. Raises expat.ExpatError where it is not well-formed.

    `qualified`: also attributes that have a namespace of their own, by their local names.
    """
    reading = _Reading(qualified)
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.Parse(fragment.encode(), True)
    return reading.whole


def everywhere(whole: Said) -> Iterator[Said]:
    """Yield a statement and all inside it."""
    yield whole
    for part in whole.parts:
        yield from everywhere(part)


def lower(name: str) -> str:
    """Return a name with its first letter lower case."""
    return name[:1].lower() + name[1:]


class _Reading:
    """The elements around the place that is being read, the innermost last."""

    def __init__(self, qualified: bool) -> None:
        self._qualified = qualified
        self.whole = Said("", {})
        self._open: list[tuple[str, dict[str, str], list[str], list[Said]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key: value for key, value in attributes.items() if " " not in key}
        if self._qualified:
            plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()} | plain
        self._open.append((lower(name.rpartition(" ")[2]), plain, [], []))

    def end(self, _name: str) -> None:
        kind, attributes, text, parts = self._open.pop()
        self.whole = Said(kind, attributes, "".join(text), tuple(parts))
        if self._open:
            self._open[-1][3].append(self.whole)

    def text(self, characters: str) -> None:
        self._open[-1][2].append(characters)
