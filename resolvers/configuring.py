"""configureRules; for administrators only."""

from typing import cast

from pipeline.operations import configure as configuring
from resolvers.context import Info
from resolvers.ending import administrators_only
from resolvers.errors import checked
from resolvers.importing import problem
from schema.configuring import ConfigureInput, ConfigurePayload
from schema.version import Version


async def configure_rules(info: Info, given: ConfigureInput) -> ConfigurePayload:
    """Store the rule set for later imports. Raises Refused unless the caller is an administrator."""
    context = info.context
    administrators_only(info)
    content = checked(given.content)
    await context.renew()
    done = await configuring.configure(content, context.graphs, context.principal.tenant, context.actor)
    await context.renew()
    version = None if done.version is None else cast("Version | None", await context.loaders.node(done.version))
    return ConfigurePayload(
        version=version, unchanged=done.unchanged, problems=[problem(each) for each in done.problems]
    )
