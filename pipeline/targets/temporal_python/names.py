"""Names for Python and for Temporal, made from whatever a document calls things."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 48
_LONGEST_TYPE: Final = 200

# what templates import, define or call, and what flow.Process has: all of it would be shadowed
_WORDS: Final = """
    activities activity active_steps append asyncio beside broadcast child_id chosen choose client delay each errors
    expect first flow guard join_active join_all left merge message nested once open payload post queue reach repeat
    result retry retry_policy route run scope self signal start starts terminate timedelta timeout to until variables
    visible waiting_for ways work worker workflow
"""
_CLASS_WORDS: Final = """
    Any Awaitable BpmnError Callable Client FlowError Hop Join Process Repetition Replayer RetryPolicy Route Scope Step
    Variables Worker Workflow
"""
RESERVED: Final = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_WORDS.split()})


def snake(text: str) -> str:
    """`Check credit?` becomes `check_credit`; empty where nothing in the text can be spelled so."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", plain)
    words = [word.lower() for word in re.split(r"[^A-Za-z0-9]+", plain) if word]
    name = "_".join(words)
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition("_")[0] or name[:_LONGEST]
    return name if name[:1].isalpha() else ""


def camel(text: str) -> str:
    """`order to cash` becomes `OrderToCash`."""
    return "".join(word[:1].upper() + word[1:] for word in snake(text).split("_"))


class Names:
    """Hands out names, each once; reserved ones never."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = {name.lower() for name in reserved}
        self._numbers: dict[str, int] = {}

    def take(self, *wanted: str) -> str:
        """The first wanted name that says anything, with a number where it is taken."""
        stem = next(name for name in wanted if name)
        name, number = stem, self._numbers.get(stem, 1)
        while name.lower() in self._taken:
            number += 1
            name = f"{stem}_{number}"
        self._numbers[stem] = number
        self._taken.add(name.lower())
        return name


def methods() -> Names:
    """For the methods of a workflow and the functions of activities.py."""
    return Names(RESERVED)


def classes() -> Names:
    """For workflow classes."""
    return Names({*_CLASS_WORDS.split(), *RESERVED})


def spoken(text: str, fallback: str) -> str:
    """A name for Temporal itself, which takes almost any text: one line, printable, not too long, not reserved."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    line = (line or fallback)[:_LONGEST_TYPE]
    return f"bpmn {line}" if line.startswith("__") else line
