"""Remember the names that code has, so that a new label of an element changes no code.

Names come from labels when an element is first generated. `ameide.lock` keeps them by the id of the element.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.ir.generated import Break, Span
from pipeline.targets.common.naming import Names
from pipeline.targets.execution import shape

PATH: Final = "ameide.lock"
_FORMAT: Final = 1
_LONGEST: Final = 5_000_000
SHAPES: Final = shape.GROUP
STEPS: Final = "steps of "
"""The group of the names in a process, before the id of the process."""
PROJECT: Final = "project name"
"""The key of the name of the project."""
_ENTRY: Final = re.compile(r' {2,3}(?P<key>"(?:[^"\\]|\\.)*"): (?:(?P<group>\{)|(?P<value>"(?:[^"\\]|\\.)*"))')
_VARIABLES: Final = "variables"
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")
_ABOUT: Final = "Names in code by the id of their element. Keep this file with the code: new labels change no names."


class Memory:
    """The names of a generation before, and those of this one, in groups within which they are unique."""

    def __init__(self, text: str = "") -> None:
        self._before = _read(text)
        self._now: dict[str, Names] = {}
        self._variables: dict[str, str] = {}

    def names(self, group: str, reserved: Iterable[str] = ()) -> Names:
        """Return the source of names of a group."""
        self._now[group] = Names(reserved, self._before.get(group, {}))
        return self._now[group]

    def variable(self, element: str, name: str) -> str:
        """Return the variable of a data element: the remembered one, else that of this name."""
        kept = self._before.get(_VARIABLES, {}).get(element, name)
        if _is_name(kept):
            self._variables[element] = kept
        return kept

    def told(self) -> dict[str, dict[str, str]]:
        """Return the names that were taken, by group and key."""
        told = {group: dict(names.given) for group, names in self._now.items() if names.given}
        return told | ({_VARIABLES: self._variables} if self._variables else {})


def printed(names: Mapping[str, Mapping[str, str]], shapes: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of `ameide.lock`: names, and what each element does, to be compared with the next generation."""
    made = {"about": _ABOUT, "format": _FORMAT, "names": names, "shapes": shapes}
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


def spans(text: str, titled: str) -> dict[str, tuple[Span, ...]]:
    """Return the lines of the text of `ameide.lock` by their element; `titled` is that which names the project."""
    found: dict[str, list[Span]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if (entry := _ENTRY.match(line)) is None:
            continue
        key = json.loads(entry["key"])
        if entry["group"]:
            element = next((key.removeprefix(each) for each in (STEPS, SHAPES) if key.startswith(each)), "")
        else:
            # no id has a blank: what follows one tells the names of one element apart
            element = titled if key == PROJECT else key.partition(" ")[0]
        value = json.loads(entry["value"]) if entry["value"] else ""
        mentioned = [each for each in value.split(" ")[3:] if each != "|"]
        for each in filter(None, dict.fromkeys((element, *mentioned))):
            found.setdefault(each, []).append(Span(start=number, end=number))
    return {element: tuple(lines) for element, lines in found.items()}


def _read(text: str) -> dict[str, dict[str, str]]:
    """Return the names in the text of a lock: nothing of another format, and no name that is not one."""
    groups = _groups(text, "names")
    return {group: {key: name for key, name in names.items() if _is_name(name)} for group, names in groups.items()}


def _groups(text: str, part: str) -> dict[str, dict[str, str]]:
    """Return a part of a lock: nothing of another format, and no value that is not text."""
    if not text or len(text) > _LONGEST:
        return {}
    try:
        stated = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(stated, dict) or stated.get("format") != _FORMAT or not isinstance(stated.get(part), dict):
        return {}
    groups = {group: found for group, found in stated[part].items() if isinstance(found, dict)}
    return {group: {key: str(one) for key, one in found.items()} for group, found in groups.items()}


def breaking(before: str, now: str) -> Iterator[Break]:
    """Yield what breaks running instances, given the texts of two locks."""
    yield from shape.breaking(_groups(before, "shapes"), _groups(now, "shapes"))


def _is_name(name: object) -> bool:
    return isinstance(name, str) and _NAME.fullmatch(name) is not None
