"""StaleReason: one input of a build that is no longer current."""

from enum import Enum

import strawberry


@strawberry.enum(description="The kind of input that is no longer current.")
class StaleKind(Enum):
    """GraphQL enum of StaleKind in pipeline/ir/staleness.py."""

    VERSION = strawberry.enum_value("version", description="The model has a newer version.")
    MODEL = strawberry.enum_value("model", description="The model was retired.")
    TEMPLATE = strawberry.enum_value("template", description="A template was changed, added or removed.")
    GENERATOR = strawberry.enum_value("generator", description="Ameide's release or its generating code changed.")
    PACKAGE = strawberry.enum_value("package", description="Code generated now pins other packages.")
    TARGET = strawberry.enum_value("target", description="This Ameide does not have the target.")


@strawberry.type(description="One input of a build that is no longer current.")
class StaleReason:
    """An input of a build that changed, before and after."""

    kind: StaleKind = strawberry.field(description="The subject.")
    message: str = strawberry.field(description="The change, in words.")
    then: str = strawberry.field(
        description="The input that the build used: an id, a digest, a release or a package URL; empty if it had none."
    )
    now: str | None = strawberry.field(description="The input that a build would use now; null if it would have none.")
