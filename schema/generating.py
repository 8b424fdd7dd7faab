"""Generate: a version in, a build out."""

import strawberry
from strawberry.scalars import JSON

from schema.build import Build
from schema.problem import Problem


@strawberry.input(description="The version and the target of a generation.")
class GenerateInput:
    """Input of generate."""

    version: strawberry.ID = strawberry.field(description="Id of a version; a model means its current version.")
    target: str = strawberry.field(description="Name of a target, such as `temporal-python`.")
    options: JSON | None = strawberry.field(default=None, description="An object that maps options to values.")


@strawberry.type(description="The result of a generation.")
class GeneratePayload:
    """Answer of generate."""

    build: Build | None = strawberry.field(description="The build, new or reused.")
    reused: bool = strawberry.field(description="Whether an earlier build with equal input was reused.")
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was generated.")
