"""StaleReason: one input of a build that is no longer current."""

from enum import Enum

import strawberry


@strawberry.enum(description="What is no longer current.")
class StaleKind(Enum):
    """GraphQL enum of StaleKind in pipeline/ir/staleness.py."""

    VERSION = strawberry.enum_value("version", description="The model has a newer version.")
    MODEL = strawberry.enum_value("model", description="The model was retired.")
    TEMPLATE = strawberry.enum_value("template", description="A template has changed, come or gone.")
    GENERATOR = strawberry.enum_value("generator", description="Ameide's release, or its code that generates.")
    PACKAGE = strawberry.enum_value("package", description="Code generated now pins other packages.")
    TARGET = strawberry.enum_value("target", description="This Ameide does not have the target.")


@strawberry.type(description="One input of a build that is no longer current.")
class StaleReason:
    """An input of a build that changed, before and after."""

    kind: StaleKind = strawberry.field(description="What it is about.")
    message: str = strawberry.field(description="What has changed, in words.")
    then: str = strawberry.field(
        description="What the build used: an id, a digest, a release or a package URL; empty where nothing like it."
    )
    now: str | None = strawberry.field(description="What a build would use now; none where nothing like it.")
