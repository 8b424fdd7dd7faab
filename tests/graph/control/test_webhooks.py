"""Test the outbox on PostgreSQL: leases, deliveries that are made once, and what is removed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from graph.control.webhooks import MOST, Webhook, Webhooks
from graph.logins import Logins

pytestmark = pytest.mark.age

TENANT = "outbox-tests"
SECRET = "whsec_AA=="


@pytest_asyncio.fixture
async def webhooks(store_logins: Logins) -> AsyncIterator[Webhooks]:
    found = Webhooks(store_logins)
    yield found
    await found.forget(TENANT)


async def one(webhooks: Webhooks, id_: str = "webhook-1") -> Webhook:
    assert await webhooks.create(id_, TENANT, "https://example.org/", ["import"], SECRET, "anna", "2026-01-01")
    return next(each for each in await webhooks.of(TENANT) if each.id == id_)


async def ours(webhooks: Webhooks) -> list[str]:
    return [each.id for each in await webhooks.leased() if each.tenant == TENANT]


async def test_a_lease_is_given_once_and_back_with_what_was_made(webhooks: Webhooks) -> None:
    webhook = await one(webhooks)
    given = await asyncio.gather(*(ours(webhooks) for _ in range(4)))
    assert sorted(given) == [[], [], [], ["webhook-1"]]
    await webhooks.made(webhook, [], "2026-01-02")
    assert await ours(webhooks) == ["webhook-1"]
    assert (await webhooks.of(TENANT))[0].reached == "2026-01-02"


async def test_a_delivery_is_made_once_and_taken_once(webhooks: Webhooks) -> None:
    webhook = await one(webhooks)
    rows = [(f"msg-{number}", "import", f"import {number}", "{}") for number in range(5)]
    await webhooks.made(webhook, rows, "2026-01-02")
    await webhooks.made(webhook, [("msg-other", *rows[0][1:]), *rows], "2026-01-02")
    taken = await asyncio.gather(*(webhooks.due(2) for _ in range(4)))
    assert sorted(each.id for some in taken for each in some) == [row[0] for row in rows]
    assert {(each.url, each.secret, each.attempts) for some in taken for each in some} == {
        ("https://example.org/", SECRET, 1)
    }


async def test_what_became_of_deliveries_is_told(webhooks: Webhooks) -> None:
    webhook = await one(webhooks)
    await webhooks.made(webhook, [(f"msg-{each}", "import", each, "{}") for each in "abc"], "2026-01-02")
    assert len(await webhooks.due(8)) == 3
    await webhooks.told("msg-a", None, None)
    await webhooks.told("msg-b", "no answer", timedelta(hours=1))
    await webhooks.told("msg-c", "no answer", None)
    found = {each.id: each for each in await webhooks.deliveries(webhook.id, 10)}
    assert found["msg-a"].delivered_at is not None
    assert found["msg-b"].next_at is not None
    assert found["msg-c"].next_at is found["msg-c"].delivered_at is None
    (seen,) = await webhooks.of(TENANT)
    assert (seen.pending, seen.given_up) == (1, 1)
    assert await webhooks.due(8) == []
    assert await webhooks.retry(webhook.id) == 2
    assert {each.id for each in await webhooks.due(8)} == {"msg-b", "msg-c"}


async def test_the_moment_never_goes_back(webhooks: Webhooks) -> None:
    webhook = await one(webhooks)
    await webhooks.made(webhook, [], "2026-01-03")
    await webhooks.made(webhook, [], "2026-01-02")
    assert (await webhooks.of(TENANT))[0].reached == "2026-01-03"


async def test_what_is_removed_gets_nothing_more(webhooks: Webhooks) -> None:
    webhook = await one(webhooks)
    assert await webhooks.remove(webhook.id, TENANT)
    await webhooks.made(webhook, [("msg-1", "import", "import 1", "{}")], "2026-01-02")
    assert await webhooks.deliveries(webhook.id, 10) == []


async def test_a_tenant_has_a_limit(webhooks: Webhooks) -> None:
    for number in range(MOST):
        await one(webhooks, f"webhook-{number}")
    values = ("webhook-more", TENANT, "https://example.org/", ["import"], SECRET, "anna", "2026-01-01")
    assert not await webhooks.create(*values)
