"""retireModel, eraseModel, pruneBuilds; the last two for administrators only."""

from datetime import UTC, datetime, timedelta
from typing import Final, cast

import strawberry
from strawberry.scalars import JSON

from auth.principal import ADMIN, PLATFORM_ADMIN
from graph.records import SLUG
from pipeline.ir.configuring import MODEL
from pipeline.ir.ending import OldBuild, Pruned
from pipeline.operations.erase import erase
from pipeline.operations.prune import prune
from pipeline.operations.rename import rename
from pipeline.operations.retire import retire
from resolvers.context import Info
from resolvers.errors import Refused, checked
from resolvers.importing import told
from schema.ending import (
    EraseModelInput,
    ErasePayload,
    PruneBuildsInput,
    PrunedBuild,
    PrunePayload,
    RenameModelInput,
    RenamePayload,
    RetireModelInput,
    RetirePayload,
)
from schema.model import Model
from schema.problem import Problem
from schema.scalars import DateTime
from schema.tombstone import Tombstone
from schema.version import Version

_LONGEST_REASON: Final = 2_000
_MOST_DAYS: Final = 36_500
_SHOWN: Final = 1_000


async def retire_model(info: Info, given: RetireModelInput) -> RetirePayload:
    """End a model, and keep its history."""
    context = info.context
    wrong = _unfit(given.model, given.reason) or _lasting(given.model)
    if wrong is not None:
        return RetirePayload(model=None, problems=[wrong])
    await context.renew()
    retired = await retire(given.model, given.reason, context.graphs, context.principal.tenant, context.actor)
    await context.renew()
    model = None if retired.model is None else cast("Model | None", await context.loaders.node(retired.model))
    return RetirePayload(model=model, problems=await told(context, retired.problems, given.model))


async def rename_model(info: Info, given: RenameModelInput) -> RenamePayload:
    """Give a model another name."""
    context = info.context
    wrong = _unfit(given.model, "") or _unfit_name(given.name)
    if wrong is not None:
        return RenamePayload(version=None, problems=[wrong])
    await context.renew()
    tenant = context.principal.tenant
    made = await rename(given.model, given.name, context.graphs, tenant, context.actor, workshop=context.workshop)
    await context.renew()
    version = None if made.version is None else cast("Version | None", await context.loaders.node(made.version))
    return RenamePayload(version=version, problems=await told(context, made.problems, given.model))


async def erase_model(info: Info, given: EraseModelInput) -> ErasePayload:
    """Remove a model for good. Raises Refused for who is no administrator."""
    context = info.context
    administrators_only(info)
    wrong = _unfit(given.model, given.reason)
    if wrong is None and given.confirm != given.model:
        wrong = Problem(code="NOT_CONFIRMED", message="confirm is not the id of the model.", path="confirm")
    if wrong is not None:
        return ErasePayload(tombstone=None, problems=[wrong])
    await context.renew()
    erased = await erase(given.model, given.reason, context.graphs, context.principal.tenant, context.actor)
    await context.renew()
    return ErasePayload(
        tombstone=await _tombstone(info, erased.tombstone), problems=await told(context, erased.problems, given.model)
    )


async def prune_builds(info: Info, given: PruneBuildsInput) -> PrunePayload:
    """Drop old builds for good, or say which. Raises Refused for who is no administrator."""
    context = info.context
    administrators_only(info)
    wrong = _bounds(given) or _reason(given.reason)
    if wrong is not None:
        return _pruned(Pruned(), None, [wrong])
    await context.renew()
    pruned = await prune(
        given.keep,
        _moment(given.older_than_days),
        given.reason,
        context.graphs,
        context.principal.tenant,
        context.actor,
        dry=given.dry_run,
    )
    await context.renew()
    return _pruned(pruned, await _tombstone(info, pruned.tombstone), [])


def administrators_only(info: Info) -> None:
    """Raise Refused unless the caller is an administrator."""
    if info.context.principal.roles.isdisjoint({ADMIN, PLATFORM_ADMIN}):
        raise Refused("FORBIDDEN", f"This needs the role {ADMIN}.")


def _unfit(model: str, reason: str) -> Problem | None:
    if not SLUG.fullmatch(model):
        return Problem(code="UNKNOWN_ID", message="model is the id of a model.", path="model")
    return _reason(reason)


def _unfit_name(name: str) -> Problem | None:
    if SLUG.fullmatch(name):
        return None
    message = "A name has at most 100 small letters, digits, '.', '_' and '-', the first a letter or digit."
    return Problem(code="BAD_NAME", message=message, path="name")


def _lasting(model: str) -> Problem | None:
    if model != MODEL:
        return None
    message = "The configuration does not end; configure nothing instead, or erase it."
    return Problem(code="NOT_RETIRED", message=message, path="model")


def _reason(reason: str) -> Problem | None:
    if len(checked(reason)) > _LONGEST_REASON:
        return Problem(code="BAD_REASON", message=f"A reason has at most {_LONGEST_REASON} characters.", path="reason")
    return None


def _bounds(given: PruneBuildsInput) -> Problem | None:
    if (given.keep is None) == (given.older_than_days is None):
        return Problem(code="BAD_BOUND", message="Say keep or olderThanDays, one of them.")
    if given.keep is not None and given.keep < 1:
        return Problem(code="BAD_BOUND", message="keep is at least 1: current builds stay.", path="keep")
    if given.older_than_days is not None and not 0 <= given.older_than_days <= _MOST_DAYS:
        return Problem(code="BAD_BOUND", message=f"olderThanDays is 0 to {_MOST_DAYS}.", path="olderThanDays")
    return None


def _moment(days: int | None) -> str | None:
    if days is None:
        return None
    then = datetime.now(UTC) - timedelta(days=days)
    return then.isoformat(timespec="microseconds").replace("+00:00", "Z")


async def _tombstone(info: Info, uid: str | None) -> Tombstone | None:
    return None if uid is None else cast("Tombstone | None", await info.context.loaders.node(uid))


def _pruned(pruned: Pruned, tombstone: Tombstone | None, problems: list[Problem]) -> PrunePayload:
    return PrunePayload(
        builds=[_build(each) for each in pruned.builds[:_SHOWN]],
        build_count=len(pruned.builds),
        kept_count=pruned.kept,
        counts=JSON(pruned.counts),
        tombstone=tombstone,
        problems=problems,
    )


def _build(build: OldBuild) -> PrunedBuild:
    return PrunedBuild(
        id=strawberry.ID(build.uid),
        model=strawberry.ID(build.model),
        target=build.target,
        recorded_at=DateTime(build.recorded_at),
    )
