"""createTenant: for platform administrators only."""

from auth.principal import PLATFORM_ADMIN
from graph import errors
from resolvers.context import Info
from resolvers.errors import Refused
from schema.problem import Problem
from schema.tenant import CreateTenantInput, TenantPayload


async def create_tenant(info: Info, given: CreateTenantInput) -> TenantPayload:
    """Make an empty graph. Raises Refused for everyone else."""
    if PLATFORM_ADMIN not in info.context.principal.roles:
        raise Refused("FORBIDDEN", f"This needs the role {PLATFORM_ADMIN}.")
    try:
        await info.context.tenants.create(given.name)
    except (errors.TenantExists, errors.TenantNameRefused) as exc:
        return TenantPayload(tenant=None, problems=[Problem(code=exc.code, message=str(exc), path="name")])
    return TenantPayload(tenant=given.name, problems=[])
