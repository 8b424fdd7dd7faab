"""Refresh: models that earlier releases recorded incompletely, imported and built again."""

import strawberry

from schema.problem import Problem


@strawberry.input(description="The models to refresh.")
class RefreshModelsInput:
    """Input of refreshModels."""

    models: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids of models; by default all that are not retired."
    )
    dry_run: bool = strawberry.field(default=False, description="Only report what would be done.")


@strawberry.type(description="A build that was made anew, or would be.")
class RefreshedBuild:
    """One build."""

    id: strawberry.ID = strawberry.field(description="Id of the build that there was.")
    target: str = strawberry.field(description="The target.")
    version: strawberry.ID = strawberry.field(description="Id of the version that the build used.")
    release: str = strawberry.field(description="Ameide's release that made it.")
    made: strawberry.ID | None = strawberry.field(
        description="Id of the new build; null in a dry run, or if there is none."
    )


@strawberry.type(description="What was done about one model, or would be.")
class RefreshedModel:
    """One model."""

    model: strawberry.ID = strawberry.field(description="Id of the model.")
    parser: str | None = strawberry.field(
        description="The parser that had read its current version, if that is imported anew."
    )
    version: strawberry.ID | None = strawberry.field(
        description="Id of the version that its document became; null in a dry run, or if it is not imported anew."
    )
    builds: list[RefreshedBuild] = strawberry.field(description="The builds that are made anew.")
    left: list[RefreshedBuild] = strawberry.field(
        description="Builds that stay as they are: their version is not current, and was read by an earlier parser."
        " Generate code from the current version to replace them."
    )
    problems: list[Problem] = strawberry.field(description="The reasons why something was not imported or built.")


@strawberry.type(description="The result of a refresh.")
class RefreshPayload:
    """Answer of refreshModels."""

    models: list[RefreshedModel] = strawberry.field(
        description="The models that there was something to do about, by id."
    )
    remaining: int = strawberry.field(
        description="The number of models left for another call: one call takes about 20 seconds at most."
    )
    problems: list[Problem] = strawberry.field(description="The reasons why some models were not refreshed.")
