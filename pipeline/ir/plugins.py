"""Load plug-ins of installed packages: entry points of groups `ameide.formats`, `ameide.rules` and `ameide.targets`.

A plug-in that cannot be used is left out and named by `broken`; everything else goes on as if it were not installed.
"""

import hashlib
import logging
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from threading import RLock
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
_one_at_a_time = RLock()


class Table(Mapping[str, _Row]):
    """Ameide's own rows, and those of plug-ins, which are loaded when the table is read for the first time.

    Not sooner, so that a plug-in may import what stands in the same folder as the table.
    """

    def __init__(self, group: str, accept: Callable[[EntryPoint, object], _Row], own: Mapping[str, _Row]) -> None:
        self._group, self._accept, self._own = group, accept, own
        self._all: Mapping[str, _Row] | None = None

    def __getitem__(self, name: str) -> _Row:
        return self._rows()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows())

    def __len__(self) -> int:
        return len(self._rows())

    @property
    def own(self) -> Mapping[str, _Row]:
        """Return the rows that no plug-in brought."""
        return self._own

    def _rows(self) -> Mapping[str, _Row]:
        with _one_at_a_time:
            if self._all is None:
                self._all = self._own  # what a plug-in sees that reads the table while it is being loaded
                self._all = {**load(self._group, self._accept, self._own.keys()), **self._own}
            return self._all


def load(
    group: str,
    accept: Callable[[EntryPoint, object], _Row],
    taken: Collection[str] = (),
    offered: Iterable[EntryPoint] | None = None,
) -> dict[str, _Row]:
    """Load the plug-ins of a group, by name.

    `accept` makes the row of the group's table from the object of an entry point; if it raises, the plug-in is broken.
    Names in `taken` are Ameide's own, which a plug-in cannot replace. `offered` replaces the installed entry points.
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


def digests(entry: EntryPoint) -> Mapping[str, str]:
    """Return path and SHA-256 of the files of a plug-in: those of its distribution, and those of its package.

    The two differ in an editable installation, whose distribution lists no code.
    """
    found: dict[str, Path] = {}
    for path in (entry.dist.files if entry.dist else None) or ():
        if ".." not in path.parts and not path.parts[0].endswith((".dist-info", ".egg-info", ".pth")):
            found[path.as_posix()] = Path(str(path.locate()))
    top = _package(entry.module)
    if top is not None and top.is_dir():
        found |= {path.relative_to(top.parent).as_posix(): path for path in top.rglob("*")}
    elif top is not None:
        found[top.name] = top
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in sorted(found.items())
        if path.suffix != ".pyc" and path.is_file()
    }


def _package(module: str) -> Path | None:
    """Return the folder of a loaded module's topmost package, or the file of a module in none."""
    names = module.split(".")
    for length in range(1, len(names) + 1):
        stated = getattr(sys.modules.get(".".join(names[:length])), "__file__", None)
        if stated is not None:  # a namespace package, which others share, has no file
            path = Path(stated)
            return path.parent if path.name == "__init__.py" else path
    return None


def _loaded(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except (Exception, SystemExit) as error:  # a module may also end the interpreter when it is imported
        raise PluginInvalid(f"{entry.value} cannot be loaded ({type(error).__name__}: {error})") from error


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, PluginInvalid) else f"{type(error).__name__}: {error}"
