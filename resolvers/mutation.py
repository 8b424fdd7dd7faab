"""Assemble the root of all changes."""

from typing import Annotated

import strawberry

from resolvers import configuring, ending, generating, importing, tenants, waiving
from resolvers.context import Info
from schema.configuring import ConfigureInput, ConfigurePayload
from schema.ending import (
    EraseModelInput,
    ErasePayload,
    PruneBuildsInput,
    PrunePayload,
    RetireModelInput,
    RetirePayload,
)
from schema.generating import GenerateInput, GeneratePayload
from schema.importing import ImportModelInput, ImportPayload
from schema.tenant import CreateTenantInput, TenantPayload
from schema.waiving import WaiveInput, WaivePayload, WithdrawInput


@strawberry.type(description="What can be changed. What is wrong with the input is told in `problems`.")
class Mutation:
    """The root of mutations. Each sees what the ones before it wrote."""

    @strawberry.mutation(description="Store a document as the next version of its model, checked by every rule.")
    async def import_model(
        self, info: Info, input: Annotated[ImportModelInput, strawberry.argument(description="The document.")]
    ) -> ImportPayload:
        return await importing.import_model(info, input)

    @strawberry.mutation(description="Generate code from a version; equal input gives the build that is there.")
    async def generate(
        self, info: Info, input: Annotated[GenerateInput, strawberry.argument(description="From what, and for what.")]
    ) -> GeneratePayload:
        return await generating.generate(info, input)

    @strawberry.mutation(
        description="Accept what a rule finds, in this version and the next ones: it stops nothing then."
    )
    async def waive_finding(
        self, info: Info, input: Annotated[WaiveInput, strawberry.argument(description="What, and why.")]
    ) -> WaivePayload:
        """Builds record it."""
        return await waiving.waive_finding(info, input)

    @strawberry.mutation(
        description="Say which rules apply, and how severely, to what is imported from now on. For administrators."
    )
    async def configure_rules(
        self, info: Info, input: Annotated[ConfigureInput, strawberry.argument(description="The configuration.")]
    ) -> ConfigurePayload:
        return await configuring.configure_rules(info, input)

    @strawberry.mutation(description="Withdraw a waiver; what it accepted counts again.")
    async def withdraw_waiver(
        self, info: Info, input: Annotated[WithdrawInput, strawberry.argument(description="Which one.")]
    ) -> WaivePayload:
        return await waiving.withdraw_waiver(info, input)

    @strawberry.mutation(description="End a model and keep its history: nobody's references mean it any more.")
    async def retire_model(
        self, info: Info, input: Annotated[RetireModelInput, strawberry.argument(description="The model.")]
    ) -> RetirePayload:
        return await ending.retire_model(info, input)

    @strawberry.mutation(
        description="Remove a model for good, with all that was made of it and nothing else uses. For administrators."
    )
    async def erase_model(
        self, info: Info, input: Annotated[EraseModelInput, strawberry.argument(description="The model.")]
    ) -> ErasePayload:
        return await ending.erase_model(info, input)

    @strawberry.mutation(description="Drop old builds for good, never a current one. For administrators.")
    async def prune_builds(
        self, info: Info, input: Annotated[PruneBuildsInput, strawberry.argument(description="Which ones.")]
    ) -> PrunePayload:
        return await ending.prune_builds(info, input)

    @strawberry.mutation(description="Create a tenant, with an empty graph. For platform administrators.")
    async def create_tenant(
        self, info: Info, input: Annotated[CreateTenantInput, strawberry.argument(description="The tenant.")]
    ) -> TenantPayload:
        """Refused for everyone else."""
        return await tenants.create_tenant(info, input)
