"""Test webhooks on a real store: everything that happens is told at least once, signed, retried and visible."""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest
import pytest_asyncio

from graph import errors
from graph.control.webhooks import Webhooks
from graph.logins import Logins
from graph.store import Graphs
from tests.fixtures.api import Api, order_to_cash
from tests.work.test_outbound import LOCAL, receiver
from work.administration import Administration
from work.delivery import RETRIES, Courier

pytestmark = pytest.mark.age  # the control tables are PostgreSQL's


@dataclass
class Post:
    """The webhooks of one tenant, and who delivers them."""

    api: Api
    webhooks: Webhooks
    administration: Administration
    courier: Courier
    tenant: str

    async def create(self, url: str, *events: str) -> tuple[str, str]:
        """Return id and secret of a webhook that is told of what happens from now on."""
        now = await self.now()
        made = await self.administration.create(
            self.tenant, url, events or ("import", "build", "findings"), "anna", now
        )
        assert not isinstance(made, str), made
        return made

    async def now(self) -> str:
        """Return the last moment of the tenant."""
        async with self.courier._graphs.reading(self.tenant) as store:
            return store.now

    async def import_(self, **given: str) -> None:
        await self.api.bring_in(order_to_cash(**given))


@pytest_asyncio.fixture
async def at(api: Api, graphs: Graphs, store_logins: Logins, tenant: str) -> AsyncIterator[Post]:
    webhooks = Webhooks(store_logins)
    yield Post(api, webhooks, Administration(webhooks, LOCAL), Courier(webhooks, graphs, LOCAL), tenant)
    await webhooks.forget(tenant)


def messages(received: list[bytes]) -> list[dict[str, Any]]:
    return [json.loads(each.partition(b"\r\n\r\n")[2]) for each in received]


async def test_imports_builds_and_findings_are_told_signed(at: Post) -> None:
    async with receiver() as (port, received):
        _, secret = await at.create(f"http://127.0.0.1:{port}/")
        version = await at.api.bring_in(order_to_cash(ship=""))
        build = await at.api.generate(version)
        assert await at.courier.once() == 3
        assert await at.courier.once() == 0
    told = {each["type"]: each for each in messages(received)}
    assert told["import"]["data"] == {
        "version": version,
        "model": "order-to-cash",
        "number": 1,
        "name": "Order to cash",
    }
    assert told["import"]["tenant"] == at.tenant
    assert told["build"]["data"] == {"build": build, "target": "temporal-python", "version": version}
    assert told["findings"]["data"]["openedCount"] == len(told["findings"]["data"]["opened"]) > 0
    for each in received:
        head, _, body = each.partition(b"\r\n\r\n")
        given = dict(line.split(": ", 1) for line in head.decode().lower().split("\r\n")[1:])
        signature = head.decode().split("webhook-signature: v1,")[1].split("\r\n")[0]
        text = f"{given['webhook-id']}.{given['webhook-timestamp']}.".encode() + body
        expected = hmac.digest(b64decode(secret.removeprefix("whsec_")), text, sha256)
        assert signature == b64encode(expected).decode()


async def test_only_what_was_asked_for_and_happened_afterwards_is_told(at: Post) -> None:
    await at.import_()
    async with receiver() as (port, received):
        await at.create(f"http://127.0.0.1:{port}/", "import")
        await at.import_(ship="")
        await at.courier.once()
    assert [(each["type"], each["data"]["number"]) for each in messages(received)] == [("import", 2)]


async def test_what_fails_is_seen_tried_again_and_given_up(at: Post) -> None:
    async with receiver("500 No") as (port, received):
        id_, _ = await at.create(f"http://127.0.0.1:{port}/", "import")
        await at.import_()
        for _ in range(len(RETRIES) + 1):
            assert await at.courier.once() == 0
            await hurry(at)
        assert len(received) == len(RETRIES) + 1
        await at.courier.once()
        assert len(received) == len(RETRIES) + 1
    ids = {each.decode().lower().split("webhook-id: ")[1].split("\r\n")[0] for each in received}
    assert len(ids) == 1  # by which a receiver knows what it had already
    (webhook,) = await at.webhooks.of(at.tenant)
    assert (webhook.pending, webhook.given_up, webhook.error) == (0, 1, "The answer has the status 500.")
    assert await at.administration.retry(id_, at.tenant) == 1
    (webhook,) = await at.webhooks.of(at.tenant)
    assert (webhook.pending, webhook.given_up) == (1, 0)


async def hurry(at: Post) -> None:
    """Make what waits due now, as time would."""
    await at.webhooks._do(
        lambda connection: connection.execute(
            "UPDATE ameide.deliveries SET next_at = now() WHERE next_at IS NOT NULL AND webhook IN"
            " (SELECT id FROM ameide.webhooks WHERE tenant = %s)",
            [at.tenant],
        )
    )


async def test_a_process_that_dies_before_it_notes_a_success_sends_again(at: Post) -> None:
    async with receiver() as (port, received):
        await at.create(f"http://127.0.0.1:{port}/", "import")
        await at.import_()
        (webhook,) = [each for each in await at.webhooks.leased() if each.tenant == at.tenant]
        await at.courier._collect(webhook)
        assert [each.attempts for each in await at.webhooks.due(8)] == [1]  # taken, and never told of
        assert await at.courier.once() == 0  # nobody else sends it meanwhile
        await hurry(at)
        assert await at.courier.once() == 1
    assert len(received) == 1


async def test_what_is_collected_twice_is_sent_once(at: Post) -> None:
    async with receiver() as (port, received):
        await at.create(f"http://127.0.0.1:{port}/", "import")
        await at.import_()
        (webhook,) = [each for each in await at.webhooks.leased() if each.tenant == at.tenant]
        await at.courier._collect(webhook)
        await at.courier._collect(webhook)
        await at.courier.once()
        await at.courier.once()
    assert len(received) == 1


async def test_an_import_that_is_undone_is_not_told(at: Post, graphs: Graphs) -> None:
    async with receiver() as (port, received):
        await at.create(f"http://127.0.0.1:{port}/")
        draft = {"content": order_to_cash(ship="")}
        await at.import_()
        await at.courier.once()
        before = len(received)
        query = 'query($d: DraftInput!) { changeImpact(from: "order-to-cash", draft: $d) { findingsTogether } }'
        assert (await at.api.ask(query, d=draft))["changeImpact"]["findingsTogether"]
        await at.courier.once()
    assert len(received) == before


async def test_addresses_of_the_own_network_are_refused_at_creation(at: Post) -> None:
    strict = Administration(at.webhooks, ())
    made = await strict.create(at.tenant, "http://127.0.0.1:1/", ["import"], "anna", await at.now())
    assert isinstance(made, str)
    assert made == "127.0.0.1 is no public address; see AMEIDE_WEBHOOK_NETWORKS."
    made = await strict.create(at.tenant, "http://localhost:1/", ["import"], "anna", await at.now())
    assert isinstance(made, str)
    assert "localhost means" in made
    assert not await at.webhooks.of(at.tenant)


async def test_a_tenant_has_at_most_ten_and_removes_only_its_own(at: Post) -> None:
    ids = [(await at.create("http://127.0.0.1:1/", "import"))[0] for _ in range(10)]
    assert isinstance(await at.administration.create(at.tenant, "http://127.0.0.1:1/", ["import"], "anna", "2026"), str)
    assert not await at.administration.remove(ids[0], "somebody-else")
    assert await at.administration.retry(ids[0], "somebody-else") is None
    assert await at.administration.remove(ids[0], at.tenant)
    assert len(await at.webhooks.of(at.tenant)) == 9


async def test_webhooks_of_a_tenant_that_is_gone_are_forgotten(at: Post) -> None:
    gone = "gone-" + at.tenant[:20].rstrip("-")
    with pytest.raises(errors.TenantUnknown):
        async with at.courier._graphs.reading(gone):
            pass
    assert await at.webhooks.create(
        "webhook-gone", gone, "http://127.0.0.1:1/", ["import"], "whsec_AA==", "anna", "2026"
    )
    await at.courier.once()
    assert not await at.webhooks.of(gone)
