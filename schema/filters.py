"""Filters of root lists."""

import strawberry

from schema.finding import Severity


@strawberry.input(description="Which models: all that is given must hold.")
class ModelFilter:
    """Filter of `models`."""

    text: str | None = strawberry.field(
        default=None, description="Part of the id, or of the current version's name, upper or lower case."
    )
    kind: str | None = strawberry.field(default=None, description="Format of the current version, such as `bpmn`.")
    retired: bool = strawberry.field(default=False, description="Retired models too.")


@strawberry.input(description="Which builds: all that is given must hold.")
class BuildFilter:
    """Filter of `builds`."""

    stale: bool | None = strawberry.field(
        default=None,
        description="Current builds alone, the latest of each model and target: those that are stale, or that are not.",
    )
    model: strawberry.ID | None = strawberry.field(default=None, description="Of any version of this model.")
    target: str | None = strawberry.field(default=None, description="For this target.")


@strawberry.input(description="Which findings: all that is given must hold.")
class FindingFilter:
    """Filter of `findings`."""

    version: strawberry.ID | None = strawberry.field(
        default=None, description="Found in this version; a model means its current version."
    )
    rule: str | None = strawberry.field(default=None, description="By this rule.")
    severity: Severity | None = strawberry.field(default=None, description="This bad.")
    element: strawberry.ID | None = strawberry.field(default=None, description="About this element.")
    waived: bool | None = strawberry.field(
        default=None, description="Those that somebody accepts, or those that nobody does."
    )
