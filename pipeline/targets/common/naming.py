"""Spell names for code, and for an engine, from whatever a document calls things."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

_LONGEST: Final = 48
_LONGEST_TYPE: Final = 200


def snake(text: str) -> str:
    """Return `check_credit` for `Check credit?`; nothing where the text has no letter that can be spelled so."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", plain)
    words = [word.lower() for word in re.split(r"[^A-Za-z0-9]+", plain) if word]
    name = "_".join(words)
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition("_")[0] or name[:_LONGEST]
    return name if name[:1].isalpha() else ""


def camel(text: str) -> str:
    """Return `OrderToCash` for `order to cash`."""
    return "".join(word[:1].upper() + word[1:] for word in snake(text).split("_"))


@dataclass(frozen=True)
class Reserved:
    """Names that generated code needs for itself."""

    functions: frozenset[str]
    """Names of steps and actions."""
    types: frozenset[str]
    """Names of processes."""


class Names:
    """A source of unique names that are not reserved. What had a name before keeps it."""

    def __init__(self, reserved: Iterable[str] = (), remembered: Mapping[str, str] = MappingProxyType({})) -> None:
        self._taken = {name.lower() for name in reserved}
        self._numbers: dict[str, int] = {}
        self._remembered: dict[str, str] = {}
        self.given: dict[str, str] = {}
        """The names that were taken for a key."""
        for key, name in sorted(remembered.items()):
            if name.lower() not in self._taken:
                self._remembered[key] = name
                self._taken.add(name.lower())

    def take(self, *wanted: str, key: str | None = None) -> str:
        """Return the remembered name of the key; else the first wanted name that is not empty, numbered if taken."""
        if key is None:
            return self._fresh(*wanted)
        name = self._remembered.pop(key, None) or self._fresh(*wanted)
        self.given.setdefault(key, name)
        return name

    def _fresh(self, *wanted: str) -> str:
        stem = next(name for name in wanted if name)
        name, number = stem, self._numbers.get(stem, 1)
        while name.lower() in self._taken:
            number += 1
            name = f"{stem}_{number}"
        self._numbers[stem] = number
        self._taken.add(name.lower())
        return name


def called(element: str, role: str = "") -> str:
    """Return the name of an element for an engine: its id, which no label changes; `<id>/<role>` of what it asks."""
    whole = f"{element}/{role}" if role else element
    return f"bpmn {whole}" if whole.startswith("__") else whole


def spoken(text: str, fallback: str) -> str:
    """Return a name for an engine, which takes almost any text: one line, printable, not too long, not reserved."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    line = (line or fallback)[:_LONGEST_TYPE]
    return f"bpmn {line}" if line.startswith("__") else line
