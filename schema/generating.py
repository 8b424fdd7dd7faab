"""Generate: a version in, a build out."""

import strawberry
from strawberry.scalars import JSON

from schema.build import Build
from schema.problem import Problem


@strawberry.input(description="What to generate from, and for what.")
class GenerateInput:
    """Input of generate."""

    version: strawberry.ID = strawberry.field(description="A version, or a model, whose current version is meant then.")
    target: str = strawberry.field(description="Name of a target, such as `temporal-python`.")
    options: JSON | None = strawberry.field(default=None, description="An object: option to value.")


@strawberry.type(description="What a generation did.")
class GeneratePayload:
    """Answer of generate."""

    build: Build | None = strawberry.field(description="The build, new or reused.")
    reused: bool = strawberry.field(description="Whether an earlier build had equal input, so that nothing ran.")
    problems: list[Problem] = strawberry.field(description="Why nothing was generated.")
