"""generate: a version in, a build out."""

from typing import Any, cast

from graph.records import address
from pipeline.operations import generate as generating
from resolvers.context import Info
from resolvers.importing import told
from schema.build import Build
from schema.generating import GenerateInput, GeneratePayload
from schema.problem import Problem


async def generate(info: Info, given: GenerateInput) -> GeneratePayload:
    """Generate and store, or find the build that has equal input; then read it back."""
    context = info.context
    refused = _refusal(given)
    if refused is not None:
        return GeneratePayload(build=None, reused=False, problems=[refused])
    await context.renew()
    made = await generating.generate(
        given.version,
        given.target,
        cast("dict[str, Any]", given.options or {}),
        context.graphs,
        context.principal.tenant,
        context.actor,
        workshop=context.workshop,
    )
    await context.renew()
    build = None if made.build is None else cast("Build | None", await context.loaders.node(made.build))
    return GeneratePayload(build=build, reused=made.reused, problems=await told(context, made.problems, given.version))


def _refusal(given: GenerateInput) -> Problem | None:
    parts = address(given.version)
    if parts is None or parts.element is not None:
        return Problem(code="UNKNOWN_ID", message="version is the id of a version or model.", path="version")
    if given.options is not None and not isinstance(given.options, dict):
        return Problem(code="BAD_OPTION", message="options is an object: option to value.", path="options")
    return None
