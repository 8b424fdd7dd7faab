"""Filters of root lists."""

import strawberry

from schema.finding import Severity


@strawberry.input(description="Filter of models: all conditions must hold.")
class ModelFilter:
    """Filter of `models`."""

    text: str | None = strawberry.field(
        default=None, description="Part of the id, or of the current version's name, upper or lower case."
    )
    kind: str | None = strawberry.field(default=None, description="Format of the current version, such as `bpmn`.")
    retired: bool = strawberry.field(default=False, description="Include retired models.")


@strawberry.input(description="Filter of builds: all conditions must hold.")
class BuildFilter:
    """Filter of `builds`."""

    stale: bool | None = strawberry.field(
        default=None,
        description="Only the latest build of each model and target: those that are stale, or those that are not.",
    )
    model: strawberry.ID | None = strawberry.field(
        default=None, description="Only builds of any version of this model."
    )
    target: str | None = strawberry.field(default=None, description="Only builds for this target.")


@strawberry.input(description="Filter of findings: all conditions must hold.")
class FindingFilter:
    """Filter of `findings`."""

    version: strawberry.ID | None = strawberry.field(
        default=None, description="Only findings in this version; a model means its current version."
    )
    rule: str | None = strawberry.field(
        default=None, description="Only findings of this rule, by its id or another tool's name for it."
    )
    severity: Severity | None = strawberry.field(default=None, description="Only findings of this severity.")
    element: strawberry.ID | None = strawberry.field(default=None, description="Only findings about this element.")
    waived: bool | None = strawberry.field(
        default=None, description="Only waived findings, or only those that are not waived."
    )
