"""Loads what installed packages add: entry points of the groups `ameide.formats`, `ameide.rules` and `ameide.targets`.

A plug-in that cannot be used is left out and named by `broken`; everything else goes on as if it were not installed.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple, TypeVar

_log = logging.getLogger(__name__)
_Row = TypeVar("_Row")


class PluginInvalid(Exception):
    """A plug-in lacks something that its group needs, or states something that cannot be meant."""


class Broken(NamedTuple):
    """A plug-in that is left out."""

    group: str
    name: str
    reason: str


_broken: dict[tuple[str, str], Broken] = {}


def load(
    group: str,
    accept: Callable[[EntryPoint, object], _Row],
    taken: Collection[str] = (),
    offered: Iterable[EntryPoint] | None = None,
) -> dict[str, _Row]:
    """Load the plug-ins of a group, by name.

    `accept` makes the row of the group's table from what an entry point names; whatever it raises makes the plug-in a
    broken one. Names in `taken` are Ameide's own, which a plug-in cannot replace. `offered` replaces what is installed.
    """
    found: dict[str, _Row] = {}
    entries = entry_points(group=group) if offered is None else offered
    for entry in sorted(entries, key=lambda entry: (entry.name, entry.value)):
        if entry.name in taken or entry.name in found:
            broke(group, entry.name, f"{entry.value} is left out: the name is taken")
            continue
        try:
            found[entry.name] = accept(entry, _loaded(entry))
        except Exception as error:
            broke(group, entry.name, error)
    return found


def broke(group: str, name: str, reason: str | Exception) -> None:
    """Remember that a plug-in cannot be used, and log it the first time."""
    told = reason if isinstance(reason, str) else _told(reason)
    found = Broken(group, name, told)
    if _broken.get((group, name)) != found:
        _broken[group, name] = found
        trace = reason.__cause__ or reason if isinstance(reason, Exception) else None
        _log.error("the plug-in %s of %s is left out: %s", name, group, told, exc_info=trace)


def broken() -> tuple[Broken, ...]:
    """Return the plug-ins that cannot be used, in order. Complete once the tables that load them are imported."""
    return tuple(sorted(_broken.values()))


def _loaded(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except (Exception, SystemExit) as error:  # a module may also end the interpreter when it is imported
        raise PluginInvalid(f"{entry.value} cannot be loaded ({type(error).__name__}: {error})") from error


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, PluginInvalid) else f"{type(error).__name__}: {error}"
