"""Import and build again, from stored bytes, what an earlier release recorded incompletely.

Each import and each build is a write of its own, and is then no longer outdated: an interrupted refresh continues where
it stopped, and a repeated one does nothing.
"""

from collections.abc import Sequence

from cypher import QUERIES
from graph.store import Graphs, Row
from pipeline.ir.document import Actor, Document, Problem
from pipeline.ir.outdated import OldVersion
from pipeline.ir.refreshing import Rebuilt, Refreshed
from pipeline.ir.workshop import HERE, Workshop
from pipeline.operations import stored
from pipeline.operations.generate import generate
from pipeline.operations.import_ import import_document
from pipeline.operations.outdated import outdated
from pipeline.operations.problems import model_unknown

_AT_ONCE = 200


async def every_model(graphs: Graphs, tenant: str) -> list[str]:
    """Return all models that are not retired, by id."""
    found: list[str] = []
    async with graphs.reading(tenant) as store:
        while True:
            asked = {"text": "", "kind": "", "retired": False, "uid": found[-1] if found else "", "limit": _AT_ONCE}
            rows = await store.rows(QUERIES["model.list"], **asked)
            found += [row["node"]["uid"] for row in rows]
            if len(rows) < _AT_ONCE:
                return found


async def plan(graphs: Graphs, tenant: str, models: Sequence[str]) -> tuple[list[Refreshed], list[Problem]]:
    """Return what a refresh of these models would do, where it would do something; and which do not exist."""
    async with graphs.reading(tenant) as store:
        rows: list[Row] = []
        for first in range(0, len(models), _AT_ONCE):
            asked = list(models[first : first + _AT_ONCE])
            rows += await store.rows(QUERIES["version.recorded"], models=asked, asOf=store.now)
        unknown = sorted({*models} - {row["model"] for row in rows})
        problems = [await model_unknown(store, model) for model in unknown]
    found = {row["model"]: row for row in rows}
    planned = [_planned(model, [row for row in rows if row["model"] == model]) for model in sorted(found)]
    return [each for each in planned if each.version or each.builds or each.left], problems


async def refresh(
    planned: Refreshed, graphs: Graphs, tenant: str, actor: Actor, *, workshop: Workshop = HERE
) -> Refreshed:
    """Do what was planned for one model."""
    imported, problems = None, planned.problems
    if planned.version is not None:
        document = await _document(planned.version, graphs, tenant)
        done = await import_document(document, graphs, tenant, actor, new_version_of=planned.model, workshop=workshop)
        if done.version is None:
            return planned.model_copy(update={"problems": (*problems, *done.problems)})
        imported = done.version
    builds = []
    for each in planned.builds:
        version = each.version if imported is None or each.version != planned.current else imported
        made = await generate(version, each.old.target, each.old.options, graphs, tenant, actor, workshop=workshop)
        builds.append(each.model_copy(update={"build": made.build}))
        problems = (*problems, *made.problems)
    return planned.model_copy(update={"imported": imported, "builds": tuple(builds), "problems": problems})


async def _document(version: OldVersion, graphs: Graphs, tenant: str) -> Document:
    """Return the document of a version as it was received."""
    async with graphs.reading(tenant) as store:
        return await stored.document(
            store,
            version.source_digest,
            format=version.format,
            path=version.source_name,
            commit=version.source_commit,
            author=version.source_author,
            origin=version.source_origin,
        )


def _planned(model: str, rows: Sequence[Row]) -> Refreshed:
    """Plan for one model: its current version, and the last build for each target."""
    old = outdated(rows)
    current = max((row["version"] for row in rows), key=lambda version: int(version["number"]))
    read_anew = {version.uid for version in old.versions}
    builds, left = [], []
    for build in old.builds:
        if build.source_digest == current["sourceDigest"]:
            builds.append(Rebuilt(old=build, version=current["uid"]))
        elif build.version not in read_anew:
            builds.append(Rebuilt(old=build, version=build.version))
        else:
            left.append(build)
    return Refreshed(
        model=model,
        current=current["uid"],
        version=next((version for version in old.versions if version.uid == current["uid"]), None),
        builds=tuple(builds),
        left=tuple(left),
    )
