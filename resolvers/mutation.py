"""Assemble the root of all changes."""

from functools import partial
from typing import Annotated, Final

import strawberry

from pipeline.ir.linking import Status
from resolvers import configuring, ending, generating, importing, linking, refreshing, tenants, waiving, webhooks
from resolvers.context import Info
from resolvers.laborious import Laborious
from schema.configuring import ConfigureInput, ConfigurePayload
from schema.ending import (
    EraseModelInput,
    ErasePayload,
    PruneBuildsInput,
    PrunePayload,
    RenameModelInput,
    RenamePayload,
    RetireModelInput,
    RetirePayload,
)
from schema.generating import GenerateInput, GeneratePayload
from schema.importing import ImportModelInput, ImportModelsInput, ImportModelsPayload, ImportPayload
from schema.linking import ApplyLinksInput, DecideLinksInput, LinkInput, LinkPayload, UndoLinksInput, UnlinkInput
from schema.refreshing import RefreshModelsInput, RefreshPayload
from schema.tenant import CreateTenantInput, TenantPayload
from schema.waiving import WaiveInput, WaivePayload, WithdrawInput
from schema.webhook import CreateWebhookInput, CreateWebhookPayload, WebhookInput, WebhookPayload

_mutation: Final = partial(strawberry.mutation, extensions=[Laborious()])
"""Every change counts its work, and ends with the request's time."""


@strawberry.type(description="The changes that can be made. Faults in the input are returned as `problems`.")
class Mutation:
    """The root of mutations. Each sees what the ones before it wrote."""

    @_mutation(description="Import a document as the next version of its model, and check it by every rule.")
    async def import_model(
        self, info: Info, input: Annotated[ImportModelInput, strawberry.argument(description="The document.")]
    ) -> ImportPayload:
        return await importing.import_model(info, input)

    @_mutation(description="Import documents together, those first that others refer to: all of them, or none.")
    async def import_models(
        self, info: Info, input: Annotated[ImportModelsInput, strawberry.argument(description="The documents.")]
    ) -> ImportModelsPayload:
        return await importing.import_models(info, input)

    @_mutation(description="Generate code from a version. Equal input returns the existing build.")
    async def generate(
        self,
        info: Info,
        input: Annotated[GenerateInput, strawberry.argument(description="The version and the target.")],
    ) -> GeneratePayload:
        return await generating.generate(info, input)

    @_mutation(
        description="Waive a finding, in this version and the next ones. A waived error does not stop generation."
    )
    async def waive_finding(
        self, info: Info, input: Annotated[WaiveInput, strawberry.argument(description="The finding and the reason.")]
    ) -> WaivePayload:
        """Builds record it."""
        return await waiving.waive_finding(info, input)

    @_mutation(description="Link two elements of different models, in this version and the next ones.")
    async def link_elements(
        self, info: Info, input: Annotated[LinkInput, strawberry.argument(description="The two elements.")]
    ) -> LinkPayload:
        return await linking.link_elements(info, input)

    @_mutation(
        description="Reject the link of two elements, in this version and the next ones: no matcher proposes it again."
    )
    async def unlink(
        self, info: Info, input: Annotated[UnlinkInput, strawberry.argument(description="The link.")]
    ) -> LinkPayload:
        return await linking.unlink(info, input)

    @_mutation(description="Accept links, all or none: lineage, impact and paths follow them.")
    async def accept_link(
        self, info: Info, input: Annotated[DecideLinksInput, strawberry.argument(description="The links.")]
    ) -> LinkPayload:
        return await linking.decide(info, input, Status.ACCEPTED)

    @_mutation(description="Reject links, all or none. They are not proposed again.")
    async def reject_link(
        self, info: Info, input: Annotated[DecideLinksInput, strawberry.argument(description="The links.")]
    ) -> LinkPayload:
        return await linking.decide(info, input, Status.REJECTED)

    @_mutation(description="Take back decisions about links, all or none: the state before each holds again.")
    async def undo_links(
        self, info: Info, input: Annotated[UndoLinksInput, strawberry.argument(description="The decisions.")]
    ) -> LinkPayload:
        return await linking.undo(info, input)

    @_mutation(description="Make the links of a file hold, and end those that it stated before and no longer states.")
    async def apply_links(
        self, info: Info, input: Annotated[ApplyLinksInput, strawberry.argument(description="The links of the file.")]
    ) -> LinkPayload:
        return await linking.apply(info, input)

    @_mutation(description="Set which rules apply, and with which severity, to future imports. For administrators.")
    async def configure_rules(
        self, info: Info, input: Annotated[ConfigureInput, strawberry.argument(description="The configuration.")]
    ) -> ConfigurePayload:
        return await configuring.configure_rules(info, input)

    @_mutation(description="Withdraw a waiver; its findings count again.")
    async def withdraw_waiver(
        self, info: Info, input: Annotated[WithdrawInput, strawberry.argument(description="The waiver.")]
    ) -> WaivePayload:
        return await waiving.withdraw_waiver(info, input)

    @_mutation(description="Retire a model and keep its history. References no longer resolve to it.")
    async def retire_model(
        self, info: Info, input: Annotated[RetireModelInput, strawberry.argument(description="The model.")]
    ) -> RetirePayload:
        return await ending.retire_model(info, input)

    @_mutation(
        description="Give a model another name: its current version and its waivers begin the model with that name, "
        "and the model is retired and keeps its history."
    )
    async def rename_model(
        self, info: Info, input: Annotated[RenameModelInput, strawberry.argument(description="The model.")]
    ) -> RenamePayload:
        return await ending.rename_model(info, input)

    @_mutation(description="Erase a model for good, with all that only it needs. For administrators.")
    async def erase_model(
        self, info: Info, input: Annotated[EraseModelInput, strawberry.argument(description="The model.")]
    ) -> ErasePayload:
        return await ending.erase_model(info, input)

    @_mutation(description="Remove old builds for good, never a current one. For administrators.")
    async def prune_builds(
        self, info: Info, input: Annotated[PruneBuildsInput, strawberry.argument(description="The builds to remove.")]
    ) -> PrunePayload:
        return await ending.prune_builds(info, input)

    @_mutation(
        description="Import and build anew, from stored documents, what earlier releases recorded with less than this"
        " one records. A repeated call does nothing."
    )
    async def refresh_models(
        self, info: Info, input: Annotated[RefreshModelsInput, strawberry.argument(description="The models.")]
    ) -> RefreshPayload:
        return await refreshing.refresh_models(info, input)

    @_mutation(description="Create a webhook: an address that is told what happens in the tenant. For administrators.")
    async def create_webhook(
        self, info: Info, input: Annotated[CreateWebhookInput, strawberry.argument(description="The webhook.")]
    ) -> CreateWebhookPayload:
        return await webhooks.create_webhook(info, input)

    @_mutation(description="Remove a webhook with its deliveries. For administrators.")
    async def remove_webhook(
        self, info: Info, input: Annotated[WebhookInput, strawberry.argument(description="The webhook.")]
    ) -> WebhookPayload:
        return await webhooks.remove_webhook(info, input)

    @_mutation(description="Send the failed deliveries of a webhook again. For administrators.")
    async def retry_webhook(
        self, info: Info, input: Annotated[WebhookInput, strawberry.argument(description="The webhook.")]
    ) -> WebhookPayload:
        return await webhooks.retry_webhook(info, input)

    @_mutation(description="Create a tenant, with an empty graph. For platform administrators.")
    async def create_tenant(
        self, info: Info, input: Annotated[CreateTenantInput, strawberry.argument(description="The tenant.")]
    ) -> TenantPayload:
        """Refused for everyone else."""
        return await tenants.create_tenant(info, input)
