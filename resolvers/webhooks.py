"""webhooks, createWebhook, removeWebhook and retryWebhook: for administrators of the tenant."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final, cast

import strawberry

from resolvers.context import Info, KeptDelivery, KeptWebhook, RequestContext
from resolvers.ending import administrators_only
from resolvers.errors import Refused, checked
from schema.problem import Problem
from schema.scalars import DateTime
from schema.webhook import (
    CreateWebhookInput,
    CreateWebhookPayload,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
    WebhookInput,
    WebhookPayload,
)

_MOST: Final = 100


async def webhooks(info: Info) -> list[Webhook]:
    """Return the tenant's webhooks. Raises Refused for who is no administrator."""
    administrators_only(info)
    context = info.context
    return [_shown(context, each) for each in await _of(context)]


async def deliveries(context: RequestContext, webhook: str, first: int) -> list[WebhookDelivery]:
    """Return the newest deliveries of a webhook that was shown. Raises Refused."""
    if not 1 <= first <= _MOST:
        raise Refused("BAD_FIRST", f"first is 1 to {_MOST}.")
    found = await context.webhooks.deliveries(webhook, first) if context.webhooks else []
    return [_delivery(each) for each in found]


async def create_webhook(info: Info, given: CreateWebhookInput) -> CreateWebhookPayload:
    """Create a webhook. Raises Refused unless the caller is an administrator."""
    administrators_only(info)
    context = info.context
    if context.webhooks is None:
        return CreateWebhookPayload(webhook=None, secret=None, problems=[_NOT_HERE])
    await context.renew()
    events = [each.value for each in given.events or WebhookEvent]
    made = await context.webhooks.create(
        context.principal.tenant,
        checked(given.url),
        [str(each) for each in dict.fromkeys(events)],
        context.principal.subject,
        await context.unit.now(),
    )
    if isinstance(made, str):
        problem = Problem(code="BAD_WEBHOOK", message=made, path="url")
        return CreateWebhookPayload(webhook=None, secret=None, problems=[problem])
    id_, secret = made
    shown = next(_shown(context, each) for each in await _of(context) if each.id == id_)
    return CreateWebhookPayload(webhook=shown, secret=secret, problems=[])


async def remove_webhook(info: Info, given: WebhookInput) -> WebhookPayload:
    """Remove a webhook. Raises Refused unless the caller is an administrator."""
    administrators_only(info)
    context = info.context
    removed = context.webhooks and await context.webhooks.remove(checked(given.id), context.principal.tenant)
    return WebhookPayload(id=given.id, deliveries=0, problems=[]) if removed else _unknown(given)


async def retry_webhook(info: Info, given: WebhookInput) -> WebhookPayload:
    """Send failed deliveries of a webhook again. Raises Refused unless the caller is an administrator."""
    administrators_only(info)
    context = info.context
    sent = await context.webhooks.retry(checked(given.id), context.principal.tenant) if context.webhooks else None
    return _unknown(given) if sent is None else WebhookPayload(id=given.id, deliveries=sent, problems=[])


_NOT_HERE: Final = Problem(code="NOT_ON_THIS_STORE", message="Webhooks need PostgreSQL; this service runs on Neo4j.")


async def _of(context: RequestContext) -> Sequence[KeptWebhook]:
    return [] if context.webhooks is None else await context.webhooks.of(context.principal.tenant)


def _unknown(given: WebhookInput) -> WebhookPayload:
    message = f"There is no webhook {given.id[:100]!r}."
    return WebhookPayload(id=None, deliveries=0, problems=[Problem(code="UNKNOWN_ID", message=message, path="id")])


def _shown(context: RequestContext, kept: KeptWebhook) -> Webhook:
    return Webhook(
        id=strawberry.ID(kept.id),
        url=kept.url,
        events=[WebhookEvent(each) for each in kept.events],
        created_at=_moment(kept.created_at),
        created_by=kept.created_by,
        pending=kept.pending,
        given_up=kept.given_up,
        error=kept.error,
        read=partial(deliveries, context),
    )


def _delivery(kept: KeptDelivery) -> WebhookDelivery:
    return WebhookDelivery(
        id=strawberry.ID(kept.id),
        event=WebhookEvent(kept.event),
        body=kept.body,
        created_at=_moment(kept.created_at),
        attempts=kept.attempts,
        next_at=None if kept.next_at is None else _moment(kept.next_at),
        delivered_at=None if kept.delivered_at is None else _moment(kept.delivered_at),
        error=kept.error,
    )


def _moment(at: datetime) -> DateTime:
    return cast("DateTime", at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
