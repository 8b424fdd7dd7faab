"""Find out whether builds and their files are stale: all that are asked for at once, in the same few statements."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence

import orjson

from pipeline.ir.staleness import Ingredients, VersionUsed
from pipeline.ir.staleness import StaleReason as Reason
from pipeline.operations.staleness import ingredients, stale_reasons
from resolvers.unit import Unit
from schema.build import Build
from schema.context import Loaders
from schema.model import Model
from schema.node import Node
from schema.staleness import StaleKind, StaleReason
from schema.version import Version


async def reasons(unit: Unit, loaders: Loaders, uids: list[str]) -> list[list[StaleReason]]:
    """Return the reasons why each build is stale; none where it is current."""
    builds = {build.id: build for build in await _nodes(loaders, uids) if isinstance(build, Build)}
    used = {build.version_uid for build in builds.values()}
    versions = {str(version.id): version for version in await _nodes(loaders, sorted(used))}
    current = await _current(loaders, used)
    models = await _nodes(loaders, sorted(current))
    retired = {str(model.id): model.until for model in models if isinstance(model, Model)}
    packages = await _packages(unit, sorted(builds))
    now = {target: await asyncio.to_thread(ingredients, target) for target in {each.target for each in builds.values()}}
    found: dict[str, list[StaleReason]] = {}
    for uid, build in builds.items():
        version, newest = _used(versions.get(build.version_uid)), _used(current[_model(build.version_uid)])
        then = _ingredients(build, packages[uid])
        if version is not None:
            until = retired.get(version.model)
            why = stale_reasons(build.target, version, then, newest, now[build.target], retired=until)
            found[uid] = [_shown(each) for each in why]
    return [found.get(uid, []) for uid in uids]


async def current_builds(
    unit: Unit, loaders: Loaders, wanted: Mapping[str, str], *, stale: bool
) -> list[tuple[str, str]]:
    """Return (recordedAt, uid) of the latest builds of each model and target that are stale, or are not; newest
    first.
    """
    latest = [tuple(row["build"]) for row in await unit.rows("build.latest", **wanted)]
    found = await reasons(unit, loaders, [uid for _, uid in latest])
    chosen = [build for build, why in zip(latest, found, strict=True) if bool(why) == stale]
    return sorted(sorted(chosen, key=lambda build: build[1]), key=lambda build: build[0], reverse=True)


async def _nodes(loaders: Loaders, uids: Sequence[str]) -> list[Node]:
    found = await asyncio.gather(*(loaders.node(uid) for uid in uids))
    return [each for each in found if each is not None]


async def _current(loaders: Loaders, versions: set[str]) -> dict[str, Node | None]:
    models = sorted({_model(version) for version in versions})
    found = await asyncio.gather(*(loaders.current(model) for model in models))
    return dict(zip(models, found, strict=True))


async def _packages(unit: Unit, builds: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in await unit.rows("build.purls", builds=builds):
        found[row["build"]].append(row["package"])
    return found


def _ingredients(build: Build, packages: list[str]) -> Ingredients:
    return Ingredients(
        release=build.ameide_version,
        builder_digest=build.builder_digest,
        templates=orjson.loads(build.stored_templates),
        packages=tuple(packages),
    )


def _used(version: Node | None) -> VersionUsed | None:
    if not isinstance(version, Version):
        return None
    return VersionUsed(uid=version.id, content_digest=version.content_digest)


def _model(version: str) -> str:
    return version.rpartition("@")[0]


def _shown(reason: Reason) -> StaleReason:
    return StaleReason(kind=StaleKind(reason.kind.value), message=reason.message, then=reason.then, now=reason.now)
