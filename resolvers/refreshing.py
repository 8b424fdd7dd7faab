"""refreshModels: import and build again what earlier releases recorded incompletely."""

import time
from collections.abc import Sequence
from typing import Final

import strawberry

from graph.records import SLUG
from pipeline.ir.outdated import OldBuild
from pipeline.ir.refreshing import Rebuilt, Refreshed
from pipeline.operations.refresh import every_model, plan, refresh
from resolvers.context import Info
from resolvers.errors import checked
from resolvers.importing import problem
from schema.problem import Problem
from schema.refreshing import RefreshedBuild, RefreshedModel, RefreshModelsInput, RefreshPayload

_SECONDS: Final = 20.0
_MOST: Final = 10_000


async def refresh_models(info: Info, given: RefreshModelsInput) -> RefreshPayload:
    """Plan, and do as much of it as one call may take; each model is written by itself."""
    context, until = info.context, time.monotonic() + _SECONDS
    wrong = _unfit(given.models or ())
    if wrong is not None:
        return RefreshPayload(models=[], remaining=0, problems=[wrong])
    await context.renew()
    graphs, tenant = context.graphs, context.principal.tenant
    models = [*dict.fromkeys(given.models)] if given.models is not None else await every_model(graphs, tenant)
    planned, problems = await plan(graphs, tenant, models)
    done = planned if given.dry_run else []
    while not given.dry_run and len(done) < len(planned) and (not done or time.monotonic() < until):
        following = await refresh(planned[len(done)], graphs, tenant, context.actor, workshop=context.workshop)
        done = [*done, following]
    await context.renew()
    return RefreshPayload(
        models=[_shown(each) for each in done],
        remaining=len(planned) - len(done),
        problems=[problem(each) for each in problems],
    )


def _unfit(models: Sequence[str]) -> Problem | None:
    if len(models) > _MOST:
        return Problem(code="TOO_MANY", message=f"models are at most {_MOST:,}.", path="models")
    for model in models:
        if not SLUG.fullmatch(checked(model)):
            return Problem(code="UNKNOWN_ID", message="models are ids of models.", path="models")
    return None


def _shown(done: Refreshed) -> RefreshedModel:
    return RefreshedModel(
        model=strawberry.ID(done.model),
        parser=None if done.version is None else done.version.parser,
        version=None if done.imported is None else strawberry.ID(done.imported),
        builds=[_build(each) for each in done.builds],
        left=[_build(each) for each in done.left],
        problems=[problem(each) for each in done.problems],
    )


def _build(done: Rebuilt | OldBuild) -> RefreshedBuild:
    old, made = (done.old, done.build) if isinstance(done, Rebuilt) else (done, None)
    return RefreshedBuild(
        id=strawberry.ID(old.uid),
        target=old.target,
        version=strawberry.ID(old.version),
        release=old.release,
        made=None if made is None else strawberry.ID(made),
    )
