"""Tenants, for platform administrators."""

import strawberry

from schema.problem import Problem


@strawberry.input(description="A tenant to create.")
class CreateTenantInput:
    """Input of createTenant."""

    name: str = strawberry.field(
        description="2 to 40 lower-case letters, digits and inner hyphens; starts with a letter."
    )


@strawberry.type(description="What became of a tenant.")
class TenantPayload:
    """Answer of createTenant."""

    tenant: str | None = strawberry.field(description="Its name, once it exists.")
    problems: list[Problem] = strawberry.field(description="Why it was not created.")
