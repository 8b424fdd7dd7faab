"""Define the lists of a node, and read a page of one for many nodes in one statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from resolvers import cursors
from resolvers.unit import Unit

Key = str | int
_LAST: Final = "9999"
_MOST_NUMBER: Final = 1 << 31


@dataclass(frozen=True, slots=True)
class Relation:
    """A query of this name, with parents, key, uid and limit; it returns parent, total, page: a list of [key, uid]."""

    before_first: Key
    """A sort key that comes before every one there is."""
    timed: bool = False
    """The query also takes asOf."""


_POSITION = Relation(-1)
_ID = Relation("")
_NEWEST = Relation(_LAST)
_NEWEST_THEN = Relation(_LAST, timed=True)
_LINE_THEN = Relation(-1, timed=True)

RELATIONS: Final[Mapping[str, Relation]] = {
    "model.versions": Relation(_MOST_NUMBER, timed=True),
    "model.builds": _NEWEST_THEN,
    "version.elements": _POSITION,
    "version.findings": _LINE_THEN,
    "version.builds": _NEWEST,
    "version.actors": _ID,
    "element.children": _POSITION,
    "element.parents": _POSITION,
    "element.references": _ID,
    "element.regions": _ID,
    "element.findings": _LINE_THEN,
    "anchor.resolutions": _ID,
    "anchor.mentions": _ID,
    "source.versions": _ID,
    "build.artefacts": _ID,
    "build.packages": _ID,
    "build.actors": _ID,
    "artefact.regions": _ID,
    "package.builds": _NEWEST,
    "tombstone.actors": _ID,
    "waiver.actors": _ID,
    "link.actors": _ID,
}


class Wanted(NamedTuple):
    """A page of a relation of one node."""

    relation: str
    of: str
    first: int
    after: str | None
    as_of: str | None


class Page(NamedTuple):
    """Total number, and the sort keys and uids of one page."""

    total: int
    items: Sequence[tuple[Key, str]]
    has_next: bool


_EMPTY: Final = Page(0, (), False)


async def pages(unit: Unit, wanted: Sequence[Wanted]) -> list[Page]:
    """Read pages with one statement for each relation and place in it, however many nodes ask."""
    groups: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for each in wanted:
        groups[(each.relation, each.first, each.after, each.as_of)].add(each.of)
    found: dict[tuple[Any, ...], Page] = {}
    for group, parents in groups.items():
        for parent, page in (await _read(unit, sorted(parents), *group)).items():
            found[(*group, parent)] = page
    return [found.get((each.relation, each.first, each.after, each.as_of, each.of), _EMPTY) for each in wanted]


async def _read(
    unit: Unit, parents: list[str], name: str, first: int, after: str | None, as_of: str | None
) -> dict[str, Page]:
    relation = RELATIONS[name]
    key, uid = _start(name, relation, after)
    params: dict[str, Any] = {"parents": parents, "key": key, "uid": uid, "limit": first + 1}
    if relation.timed:
        params["asOf"] = as_of or await unit.now()
    return {
        row["parent"]: Page(row["total"], [(key, uid) for key, uid in row["page"][:first]], len(row["page"]) > first)
        for row in await unit.rows(name, **params)
    }


def _start(name: str, relation: Relation, after: str | None) -> tuple[Key, str]:
    if after is None:
        return relation.before_first, ""
    key, uid = cursors.decode(after, name, type(relation.before_first), str)
    return key, uid
