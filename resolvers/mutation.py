"""The root of all changes."""

from typing import Annotated

import strawberry

from resolvers import generating, importing, tenants
from resolvers.context import Info
from schema.generating import GenerateInput, GeneratePayload
from schema.importing import ImportModelInput, ImportPayload
from schema.tenant import CreateTenantInput, TenantPayload


@strawberry.type(description="What can be changed. What is wrong with the input is told in `problems`.")
class Mutation:
    """Each sees what the ones before it wrote."""

    @strawberry.mutation(description="Store a document as the next version of its model, checked by every rule.")
    async def import_model(
        self, info: Info, input: Annotated[ImportModelInput, strawberry.argument(description="The document.")]
    ) -> ImportPayload:
        """Nothing is written when there are problems."""
        return await importing.import_model(info, input)

    @strawberry.mutation(description="Generate code from a version; equal input gives the build that is there.")
    async def generate(
        self, info: Info, input: Annotated[GenerateInput, strawberry.argument(description="From what, and for what.")]
    ) -> GeneratePayload:
        """Nothing is written when there are problems."""
        return await generating.generate(info, input)

    @strawberry.mutation(description="Create a tenant, with an empty graph. For platform administrators.")
    async def create_tenant(
        self, info: Info, input: Annotated[CreateTenantInput, strawberry.argument(description="The tenant.")]
    ) -> TenantPayload:
        """Refused for everyone else."""
        return await tenants.create_tenant(info, input)
