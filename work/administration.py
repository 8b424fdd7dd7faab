"""Administer the webhooks of a tenant, for administrators through the API."""

import secrets
from collections.abc import Sequence

from graph.control.webhooks import MOST, Delivery, Webhook, Webhooks
from work import outbound, signing


class Administration:
    """The webhooks of all tenants, each asked for by its tenant."""

    def __init__(self, webhooks: Webhooks, allowed: Sequence[outbound.Network]) -> None:
        self._webhooks, self._allowed = webhooks, allowed

    async def of(self, tenant: str) -> Sequence[Webhook]:
        return await self._webhooks.of(tenant)

    async def deliveries(self, webhook: str, most: int) -> Sequence[Delivery]:
        return await self._webhooks.deliveries(webhook, most)

    async def create(self, tenant: str, url: str, events: Sequence[str], by: str, now: str) -> tuple[str, str] | str:
        """Return id and secret of a new webhook, told of everything after a moment; or why there is none."""
        try:
            await outbound.resolved(url, self._allowed)
        except outbound.NotSent as refused:
            return str(refused)
        id_, secret = f"webhook-{secrets.token_hex(8)}", signing.new_secret()
        if not await self._webhooks.create(id_, tenant, url, events, secret, by, now):
            return f"A tenant has at most {MOST} webhooks."
        return id_, secret

    async def remove(self, id_: str, tenant: str) -> bool:
        return await self._webhooks.remove(id_, tenant)

    async def retry(self, id_: str, tenant: str) -> int | None:
        """Send again what failed; return how many deliveries that is, None where the tenant has no such webhook."""
        if id_ not in {each.id for each in await self._webhooks.of(tenant)}:
            return None
        return await self._webhooks.retry(id_)
