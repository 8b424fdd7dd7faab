"""Tell what a question of reach did not follow: what it excluded, and what earlier releases did not record."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import strawberry

from graph.records import EDGE_KINDS, address
from graph.store import Direction, Row
from pipeline.ir.outdated import OldBuild, Outdated
from pipeline.operations.outdated import SINCE, outdated
from resolvers.unit import Unit
from schema.labels import EdgeKind
from schema.not_followed import NotFollowed, NotFollowedKind

_LINEAGE: Final = frozenset(kind for kind, table in EDGE_KINDS.items() if table.lineage)
_SHOWN: Final = 20
_MEANS: Final = frozenset({"RELIES_ON", "REFERS_TO", "RESOLVES_TO"})
"""Kinds of edges that a later parser may record more of."""


async def not_followed(
    unit: Unit, direction: Direction, through: frozenset[str], groups: Collection[str], as_of: str
) -> list[NotFollowed]:
    """Return it for what was reached, given as the versions and builds that it belongs to."""
    rows = await _recorded(unit, groups, as_of)
    found = outdated(rows, past="REVISES" in through)
    followed = through or _LINEAGE
    return [
        *_unknown(found, direction, followed, frozenset(groups)),
        *_untied(rows, followed, groups),
        *_excluded(followed),
    ]


async def _recorded(unit: Unit, groups: Collection[str], as_of: str) -> Sequence[Row]:
    builds = sorted(each for each in groups if each.startswith("build:"))
    models = {parts.model for each in groups if (parts := address(each)) is not None}
    rows = await unit.rows("version.recorded", models=sorted(models), asOf=as_of) if models else []
    # A build may be reached without its version, from a package or an actor.
    if missing := sorted({*builds} - {row["build"]["uid"] for row in rows if row["build"] is not None}):
        more = {row["node"]["version"].rpartition("@")[0] for row in await unit.rows("build.by_id", uids=missing)}
        rows = [*rows, *await unit.rows("version.recorded", models=sorted(more - models), asOf=as_of)]
    return rows


def _unknown(
    found: Outdated, direction: Direction, followed: frozenset[str], groups: frozenset[str]
) -> Iterator[NotFollowed]:
    """Yield what earlier releases did not record."""
    builds = [
        each
        for each in found.builds
        if each.uid in groups or (direction is Direction.IMPACT and each.version in groups)
    ]
    made = [each for each in builds if not each.made_from]
    if made and "MADE_FROM" in followed:
        message = f"{_several(made)} not tell which elements {'it was' if len(made) == 1 else 'they were'} made of"
        yield _entry(NotFollowedKind.MADE_FROM, message, {"MADE_FROM"}, SINCE, [each.uid for each in made])
    shared = [each for each in builds if not each.shared_lines]
    if shared and "GENERATED_FROM" in followed:
        message = f"{_several(shared)} not tell lines that every model gets from those of elements"
        yield _entry(NotFollowedKind.SHARED_LINES, message, {"GENERATED_FROM"}, SINCE, [each.uid for each in shared])
    for parser in sorted({each.now for each in found.versions}):
        read = sorted(each.uid for each in found.versions if each.now == parser and each.uid in groups)
        if read and not _MEANS.isdisjoint(followed):
            some = "1 version was" if len(read) == 1 else f"{len(read):,} versions were"
            message = f"{some} read before {parser}, which may record more of what they refer to"
            yield _entry(NotFollowedKind.RELATIONS, message, _MEANS & followed, parser, read)


def _untied(rows: Sequence[Row], followed: frozenset[str], groups: Collection[str]) -> Iterator[NotFollowed]:
    """Yield relations of the versions that were met which say that neither end depends on the other."""
    versions = {row["version"]["uid"]: row["version"].get("untied") or 0 for row in rows}
    met = {uid: count for uid, count in versions.items() if count and uid in groups}
    if met and "RELIES_ON" in followed:
        count = sum(met.values())
        some = "1 association has" if count == 1 else f"{count:,} associations have"
        yield NotFollowed(
            kind=NotFollowedKind.ASSOCIATION,
            message=f"{some} no direction, so neither end depends on the other; direct those that mean a dependency.",
            since=None,
            edges=[EdgeKind("RELIES_ON")],
            count=count,
            ids=[strawberry.ID(each) for each in sorted(met)[:_SHOWN]],
        )


def _several(builds: list[OldBuild]) -> str:
    """Return the subject of a sentence: builds, and the release that made them."""
    releases = ", ".join(sorted({each.release for each in builds}))
    some = "1 build" if len(builds) == 1 else f"{len(builds):,} builds"
    return f"{some} of Ameide {releases} {'does' if len(builds) == 1 else 'do'}"


def _entry(kind: NotFollowedKind, message: str, edges: Collection[str], since: str, ids: list[str]) -> NotFollowed:
    return NotFollowed(
        kind=kind,
        message=f"{message}; `ameide refresh` records it.",
        since=since,
        edges=[EdgeKind(each) for each in sorted(edges)],
        count=len(ids),
        ids=[strawberry.ID(each) for each in sorted(ids)[:_SHOWN]],
    )


def _excluded(followed: frozenset[str]) -> Iterator[NotFollowed]:
    """Yield the edges of lineage that the question left out."""
    if left_out := sorted(_LINEAGE - followed):
        yield NotFollowed(
            kind=NotFollowedKind.EXCLUDED,
            message="The question left out other edges.",
            since=None,
            edges=[EdgeKind(each) for each in left_out],
            count=None,
            ids=[],
        )
