"""Filters of root lists."""

import strawberry

from schema.finding import Severity


@strawberry.input(description="Which models: all that is given must hold.")
class ModelFilter:
    """Of `models`."""

    text: str | None = strawberry.field(
        default=None, description="Part of the id, or of the current version's name, upper or lower case."
    )
    kind: str | None = strawberry.field(default=None, description="Format of the current version, such as `bpmn`.")


@strawberry.input(description="Which findings: all that is given must hold.")
class FindingFilter:
    """Of `findings`."""

    version: strawberry.ID | None = strawberry.field(
        default=None, description="Found in this version; a model means its current version."
    )
    rule: str | None = strawberry.field(default=None, description="By this rule.")
    severity: Severity | None = strawberry.field(default=None, description="This bad.")
    element: strawberry.ID | None = strawberry.field(default=None, description="About this element.")
