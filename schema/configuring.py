"""Types of a tenant's configuration: which rules its models are checked by."""

import strawberry

from schema.problem import Problem
from schema.version import Version


@strawberry.input(description="Which rules apply, and with which severity.")
class ConfigureInput:
    """Input of configureRules."""

    content: str = strawberry.field(
        description="TOML, as in an `.ameide.toml`: `extends`, `targets`, `[rules]`; without any, rules are as stated."
    )


@strawberry.type(description="The result of configuring.")
class ConfigurePayload:
    """Answer of configureRules."""

    version: Version | None = strawberry.field(
        description="The configuration: a version of the model `ameide.toml`, with its source and who made it."
    )
    unchanged: bool = strawberry.field(
        description="Whether the configuration was the same before, so that nothing was written."
    )
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was changed.")
