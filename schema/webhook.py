"""Webhooks: addresses that receive the events of a tenant, and the results of deliveries."""

from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Annotated

import strawberry

from schema.problem import Problem
from schema.scalars import DateTime


@strawberry.enum(description="What a webhook is told of.")
class WebhookEvent(Enum):
    """GraphQL enum of the events in work/events.py."""

    IMPORT = strawberry.enum_value("import", description="A new version of a model.")
    BUILD = strawberry.enum_value("build", description="A new build.")
    FINDINGS = strawberry.enum_value("findings", description="Findings that were opened or closed together.")


@strawberry.type(description="One event for one webhook, and what became of it.")
class WebhookDelivery:
    """A row of the outbox."""

    id: strawberry.ID = strawberry.field(description="The id, sent as `webhook-id`: the same at every try.")
    event: WebhookEvent = strawberry.field(description="The kind of event.")
    body: str = strawberry.field(description="The message, as it is sent.")
    created_at: DateTime = strawberry.field(description="The time when it was put into the outbox.")
    attempts: int = strawberry.field(description="The number of tries so far.")
    next_at: DateTime | None = strawberry.field(
        description="The time of the next try; null once it was delivered or given up."
    )
    delivered_at: DateTime | None = strawberry.field(description="The time of the success; null without one.")
    error: str | None = strawberry.field(description="The reason why the last try failed; null if it did not.")


@strawberry.type(description="An address that is told what happens in the tenant.")
class Webhook:
    """A row of the control table; no vertex."""

    id: strawberry.ID = strawberry.field(description="The id.")
    url: str = strawberry.field(description="The address.")
    events: list[WebhookEvent] = strawberry.field(description="The kinds of event that it is told of.")
    created_at: DateTime = strawberry.field(description="The time when it was created.")
    created_by: str = strawberry.field(description="The name of the person or service that created it.")
    pending: int = strawberry.field(description="The number of deliveries still to be made.")
    given_up: int = strawberry.field(description="The number of deliveries that failed at every try.")
    error: str | None = strawberry.field(
        description="The reason why the newest delivery that was tried failed; null if it succeeded."
    )

    read: strawberry.Private[Callable[[str, int], Awaitable[list[WebhookDelivery]]]]

    @strawberry.field(description="The newest deliveries, newest first; those that were made are kept for 30 days.")
    async def deliveries(
        self,
        first: Annotated[int, strawberry.argument(description="The most deliveries to return, 1 to 100.")] = 20,
    ) -> list[WebhookDelivery]:
        return await self.read(self.id, first)


@strawberry.input(description="A webhook to create.")
class CreateWebhookInput:
    """Input of createWebhook."""

    url: str = strawberry.field(description="The address: https or http, of a public host.")
    events: list[WebhookEvent] | None = strawberry.field(
        default=None, description="The kinds of event; by default all."
    )


@strawberry.input(description="A webhook to remove, or whose failed deliveries are to be sent again.")
class WebhookInput:
    """Input of removeWebhook and retryWebhook."""

    id: strawberry.ID = strawberry.field(description="Id of the webhook.")


@strawberry.type(description="The result of creating a webhook.")
class CreateWebhookPayload:
    """Answer of createWebhook."""

    webhook: Webhook | None = strawberry.field(description="The webhook.")
    secret: str | None = strawberry.field(
        description="The secret that messages are signed with (Standard Webhooks); shown here and never again."
    )
    problems: list[Problem] = strawberry.field(description="The reasons why none was created.")


@strawberry.type(description="The result of removing a webhook, or of sending its failed deliveries again.")
class WebhookPayload:
    """Answer of removeWebhook and retryWebhook."""

    id: strawberry.ID | None = strawberry.field(description="Id of the webhook.")
    deliveries: int = strawberry.field(description="The number of deliveries that are sent again.")
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was changed.")
