"""Deliver webhooks: put events into the outbox, and send them until a delivery succeeds.

Each event is delivered at least once: it is in the outbox before the moment of its webhook advances, and a delivery
stays due until its success is recorded. Several processes share the work by leases.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from graph import errors
from graph.control.webhooks import Due, Webhook, Webhooks
from graph.store import Graphs
from work import events, outbound, signing

RETRIES: Final = tuple(timedelta(seconds=each) for each in (5, 30, 120, 600, 3_600, 6 * 3_600, 24 * 3_600))
"""The time to wait after each failure; after one more the delivery is given up."""
_AT_ONCE: Final = 8

_log = logging.getLogger("ameide.webhooks")


class Courier:
    """The delivery of all tenants' webhooks."""

    def __init__(self, webhooks: Webhooks, graphs: Graphs, allowed: Sequence[outbound.Network]) -> None:
        self._webhooks, self._graphs, self._allowed = webhooks, graphs, allowed

    async def run(self, every: float = 2.0) -> None:
        """Deliver until cancelled, whatever fails meanwhile."""
        pruned = 0.0
        while True:
            try:
                await self.once()
                if time.monotonic() - pruned > 3_600:
                    await self._webhooks.prune()
                    pruned = time.monotonic()
            except errors.GraphError as error:
                _log.warning("webhooks wait: %s", error)
            except Exception:
                _log.exception("webhooks wait")
            await asyncio.sleep(every)

    async def once(self) -> int:
        """Fill the outbox and send what is due; return how many deliveries succeeded."""
        for webhook in await self._webhooks.leased():
            await self._collect(webhook)
        due = await self._webhooks.due(_AT_ONCE)
        return sum(await asyncio.gather(*map(self._deliver, due)))

    async def _collect(self, webhook: Webhook) -> None:
        try:
            async with self._graphs.reading(webhook.tenant) as store:
                now = store.now
                happened = await events.between(store, webhook.reached, webhook.events) if now > webhook.reached else []
        except errors.TenantUnknown:
            await self._webhooks.forget(webhook.tenant)
            return
        except errors.GraphError as error:
            _log.warning("the webhook %s waits for its tenant: %s", webhook.id, error)
            return
        made = [(each.id_for(webhook.id), each.kind, each.subject, each.body(webhook.tenant)) for each in happened]
        await self._webhooks.made(webhook, made, now)

    async def _deliver(self, due: Due) -> bool:
        body = due.body.encode()
        headers = signing.signed(due.secret, due.id, int(time.time()), body)
        headers |= {"content-type": "application/json", "user-agent": "Ameide-Webhooks"}
        try:
            await outbound.post(due.url, body, headers, self._allowed)
        except outbound.NotSent as failed:
            again = RETRIES[due.attempts - 1] if due.attempts <= len(RETRIES) else None
            _log.warning("the delivery %s of webhook %s failed, try %d: %s", due.id, due.webhook, due.attempts, failed)
            await self._webhooks.told(due.id, str(failed), again)
            return False
        await self._webhooks.told(due.id, None, None)
        return True
