"""Tenants, for platform administrators."""

import strawberry

from schema.problem import Problem


@strawberry.input(description="A tenant to create.")
class CreateTenantInput:
    """Input of createTenant."""

    name: str = strawberry.field(
        description="2 to 40 lower-case letters, digits and inner hyphens; starts with a letter."
    )


@strawberry.type(description="The result of creating a tenant.")
class TenantPayload:
    """Answer of createTenant."""

    tenant: str | None = strawberry.field(description="The name of the created tenant.")
    problems: list[Problem] = strawberry.field(description="The reasons why the tenant was not created.")
