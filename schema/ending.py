"""Ending: a model that is retired, erased, or whose old builds are dropped."""

import strawberry
from strawberry.scalars import JSON

from schema.model import Model
from schema.problem import Problem
from schema.scalars import DateTime
from schema.tombstone import Tombstone


@strawberry.input(description="A model to end.")
class RetireModelInput:
    """Input of retireModel."""

    model: strawberry.ID = strawberry.field(description="Id of the model.")
    reason: str = strawberry.field(default="", description="Why; kept with it.")


@strawberry.type(description="What became of a model that was to be retired.")
class RetirePayload:
    """Answer of retireModel."""

    model: Model | None = strawberry.field(description="The model, once it has ended.")
    problems: list[Problem] = strawberry.field(description="Why it was not retired.")


@strawberry.input(description="A model to remove for good.")
class EraseModelInput:
    """Input of eraseModel."""

    model: strawberry.ID = strawberry.field(description="Id of the model.")
    confirm: str = strawberry.field(description="The same id again: what is erased does not come back.")
    reason: str = strawberry.field(default="", description="Why; kept on the tombstone, so without what has to go.")


@strawberry.type(description="What became of a model that was to be erased.")
class ErasePayload:
    """Answer of eraseModel."""

    tombstone: Tombstone | None = strawberry.field(description="What is left of it, once it is gone.")
    problems: list[Problem] = strawberry.field(description="Why nothing was erased.")


@strawberry.input(description="Which old builds to drop: `keep`, or `olderThanDays`. Current builds always stay.")
class PruneBuildsInput:
    """Input of pruneBuilds."""

    keep: int | None = strawberry.field(
        default=None, description="Drop all but this many of each model and target, the newest; at least 1."
    )
    older_than_days: int | None = strawberry.field(
        default=None, description="Drop what was stored more than so many days ago; 0 is everything but current builds."
    )
    reason: str = strawberry.field(default="", description="Why; kept on the tombstone.")
    dry_run: bool = strawberry.field(default=False, description="Only say what would be dropped.")


@strawberry.type(description="A build that was dropped, or would be.")
class PrunedBuild:
    """A build that was removed, therefore no node."""

    id: strawberry.ID = strawberry.field(description="Its id.")
    model: strawberry.ID = strawberry.field(description="Id of the model that it was generated from.")
    target: str = strawberry.field(description="What it generated for.")
    recorded_at: DateTime = strawberry.field(description="When it was stored.")


@strawberry.type(description="What became of old builds.")
class PrunePayload:
    """Answer of pruneBuilds."""

    builds: list[PrunedBuild] = strawberry.field(description="The builds, newest first; the first 1,000 of them.")
    build_count: int = strawberry.field(description="How many builds it is.")
    kept_count: int = strawberry.field(description="How many builds stay.")
    counts: JSON = strawberry.field(description="How much it is in all: label to number.")
    tombstone: Tombstone | None = strawberry.field(
        description="What is left; answers as of a time before it are incomplete. None where nothing was dropped."
    )
    problems: list[Problem] = strawberry.field(description="Why nothing was dropped.")
