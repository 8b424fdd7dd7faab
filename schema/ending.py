"""Ending: a model that is retired, erased, or whose old builds are dropped."""

import strawberry
from strawberry.scalars import JSON

from schema.model import Model
from schema.problem import Problem
from schema.scalars import DateTime
from schema.tombstone import Tombstone
from schema.version import Version


@strawberry.input(description="A model to end.")
class RetireModelInput:
    """Input of retireModel."""

    model: strawberry.ID = strawberry.field(description="Id of the model.")
    reason: str = strawberry.field(default="", description="The reason; kept with the model.")


@strawberry.type(description="The result of a retirement.")
class RetirePayload:
    """Answer of retireModel."""

    model: Model | None = strawberry.field(description="The retired model.")
    problems: list[Problem] = strawberry.field(description="The reasons why the model was not retired.")


@strawberry.input(description="A model to give another name.")
class RenameModelInput:
    """Input of renameModel."""

    model: strawberry.ID = strawberry.field(description="Id of the model.")
    name: str = strawberry.field(description="The id that it gets: small letters, digits, `.`, `_` and `-`.")


@strawberry.type(description="The result of giving a model another name.")
class RenamePayload:
    """Answer of renameModel."""

    version: Version | None = strawberry.field(description="The first version of the model with the new name.")
    problems: list[Problem] = strawberry.field(description="The reasons why the model was not renamed.")


@strawberry.input(description="A model to remove for good.")
class EraseModelInput:
    """Input of eraseModel."""

    model: strawberry.ID = strawberry.field(description="Id of the model.")
    confirm: str = strawberry.field(description="The same id again, as confirmation: an erasure cannot be undone.")
    reason: str = strawberry.field(
        default="", description="The reason. It is kept on the tombstone: leave out what has to be erased."
    )


@strawberry.type(description="The result of an erasure.")
class ErasePayload:
    """Answer of eraseModel."""

    tombstone: Tombstone | None = strawberry.field(description="The tombstone of the erased model.")
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was erased.")


@strawberry.input(description="The old builds to remove: `keep`, or `olderThanDays`. Current builds always stay.")
class PruneBuildsInput:
    """Input of pruneBuilds."""

    keep: int | None = strawberry.field(
        default=None, description="Keep only this many builds of each model and target, the newest; at least 1."
    )
    older_than_days: int | None = strawberry.field(
        default=None, description="Remove builds stored more than this many days ago; 0 removes all but current builds."
    )
    reason: str = strawberry.field(default="", description="The reason; kept on the tombstone.")
    dry_run: bool = strawberry.field(default=False, description="Only report what would be removed.")


@strawberry.type(description="A build that was removed, or would be.")
class PrunedBuild:
    """A build that was removed, therefore no node."""

    id: strawberry.ID = strawberry.field(description="The id.")
    model: strawberry.ID = strawberry.field(description="Id of the model that the build was generated from.")
    target: str = strawberry.field(description="The target.")
    recorded_at: DateTime = strawberry.field(description="The time when it was stored.")


@strawberry.type(description="The result of pruning builds.")
class PrunePayload:
    """Answer of pruneBuilds."""

    builds: list[PrunedBuild] = strawberry.field(description="The builds, newest first; the first 1,000 of them.")
    build_count: int = strawberry.field(description="The number of builds removed.")
    kept_count: int = strawberry.field(description="The number of builds that stay.")
    counts: JSON = strawberry.field(description="The number of vertices removed, by label.")
    tombstone: Tombstone | None = strawberry.field(
        description="The tombstone; answers as of an earlier time are incomplete. Null if nothing was removed."
    )
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was removed.")
