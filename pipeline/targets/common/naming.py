"""Spell names for code, and for an engine, from whatever a document calls things."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
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
    spoken: frozenset[str]
    """Names of messages, signals and tasks for callers."""


class Names:
    """A source of unique names that are not reserved."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = {name.lower() for name in reserved}
        self._numbers: dict[str, int] = {}

    def take(self, *wanted: str) -> str:
        """Return the first wanted name that is not empty, with a number where it is taken."""
        stem = next(name for name in wanted if name)
        name, number = stem, self._numbers.get(stem, 1)
        while name.lower() in self._taken:
            number += 1
            name = f"{stem}_{number}"
        self._numbers[stem] = number
        self._taken.add(name.lower())
        return name


def spoken(text: str, fallback: str) -> str:
    """Return a name for an engine, which takes almost any text: one line, printable, not too long, not reserved."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    line = (line or fallback)[:_LONGEST_TYPE]
    return f"bpmn {line}" if line.startswith("__") else line
