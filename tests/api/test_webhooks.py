"""Test webhooks over GraphQL: who may see and change them, and what is told of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from app import create_app
from auth.keys import create_key_pair
from auth.tokens import issue
from graph.control.webhooks import Webhooks
from graph.logins import Logins
from graph.store import Graphs
from graph.tenants.protocol import Tenancy
from settings import Settings
from tests.fixtures.api import Api, order_to_cash
from tests.resolvers.canned import Counting
from tests.work.test_outbound import LOCAL, receiver
from work.delivery import Courier

pytestmark = pytest.mark.age  # the control tables are PostgreSQL's

CREATE = """mutation($input: CreateWebhookInput!) { createWebhook(input: $input) {
  webhook { id url events createdBy pending error } secret problems { code message path } } }"""
REMOVE = "mutation($id: ID!) { removeWebhook(input: { id: $id }) { id problems { code } } }"
RETRY = "mutation($id: ID!) { retryWebhook(input: { id: $id }) { deliveries problems { code } } }"
SEEN = "{ webhooks { id pending givenUp error deliveries { event attempts deliveredAt nextAt error body } } }"


@pytest_asyncio.fixture
async def hooked(
    graphs: Graphs, tenants: Tenancy, store_logins: Logins, tenant: str, tmp_path: Path
) -> AsyncIterator[tuple[Api, Courier]]:
    webhooks = Webhooks(store_logins)
    settings = Settings(home=tmp_path, tenant=tenant, webhook_networks="127.0.0.0/8")
    app = create_app(settings, graphs, tenants, webhooks=webhooks)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
        yield Api(client, Counting(graphs), tmp_path), Courier(webhooks, graphs, LOCAL)
    await webhooks.forget(tenant)


async def test_a_webhook_from_its_creation_to_its_removal(hooked: tuple[Api, Courier]) -> None:
    api, courier = hooked
    async with receiver("503 Later") as (port, _):
        made = (await api.ask(CREATE, input={"url": f"http://127.0.0.1:{port}/", "events": ["IMPORT"]}))[
            "createWebhook"
        ]
        assert made["problems"] == []
        assert made["secret"].startswith("whsec_")
        assert made["webhook"]["events"] == ["IMPORT"]
        id_ = made["webhook"]["id"]
        await api.bring_in(order_to_cash())
        await courier.once()
    (seen,) = (await api.ask(SEEN))["webhooks"]
    assert (seen["pending"], seen["givenUp"], seen["error"]) == (1, 0, "The answer has the status 503.")
    (delivery,) = seen["deliveries"]
    assert (delivery["event"], delivery["attempts"], delivery["deliveredAt"]) == ("IMPORT", 1, None)
    assert delivery["nextAt"]
    assert '"version":"order-to-cash@1"' in delivery["body"]
    assert made["secret"] not in str(seen)
    assert (await api.ask(RETRY, id=id_))["retryWebhook"] == {"deliveries": 1, "problems": []}
    assert (await api.ask(REMOVE, id=id_))["removeWebhook"] == {"id": id_, "problems": []}
    assert (await api.ask(SEEN))["webhooks"] == []
    for query in (REMOVE, RETRY):
        (payload,) = (await api.ask(query, id=id_)).values()
        assert payload["problems"] == [{"code": "UNKNOWN_ID"}]


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://169.254.169.254/latest", "ftp://x", "", "http://[fe80::1]/"]
)
async def test_an_address_that_may_not_be_called_is_a_problem(hooked: tuple[Api, Courier], url: str) -> None:
    made = (await hooked[0].ask(CREATE, input={"url": url}))["createWebhook"]
    assert [(each["code"], each["path"]) for each in made["problems"]] == [("BAD_WEBHOOK", "url")]
    assert made["webhook"] is made["secret"] is None


async def test_only_administrators_see_and_change_webhooks(hooked: tuple[Api, Courier], tenant: str) -> None:
    api, _ = hooked
    create_key_pair(api.home)
    token = issue(api.home, tenant, "anna")
    asked: tuple[tuple[str, dict[str, object]], ...] = (
        (SEEN, {}),
        (CREATE, {"input": {"url": "http://127.0.0.1/"}}),
        (REMOVE, {"id": "x"}),
        (RETRY, {"id": "x"}),
    )
    for query, given in asked:
        (error,) = (await api.post(query, token, **given))["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"


async def test_another_tenant_sees_and_changes_none(hooked: tuple[Api, Courier], tenants: Tenancy, tenant: str) -> None:
    api, _ = hooked
    made = (await api.ask(CREATE, input={"url": "http://127.0.0.1/"}))["createWebhook"]["webhook"]
    create_key_pair(api.home)
    await tenants.create(f"{tenant}-b")
    try:
        token = issue(api.home, f"{tenant}-b", "eve", roles=["admin"])
        assert (await api.post(SEEN, token))["data"] == {"webhooks": []}
        for query in (REMOVE, RETRY):
            ((payload),) = (await api.post(query, token, id=made["id"]))["data"].values()
            assert payload["problems"] == [{"code": "UNKNOWN_ID"}]
    finally:
        await tenants.retire(f"{tenant}-b")
    assert [each["id"] for each in (await api.ask(SEEN))["webhooks"]] == [made["id"]]


async def test_without_tables_it_says_so(api: Api) -> None:
    made = (await api.ask(CREATE, input={"url": "http://127.0.0.1/"}))["createWebhook"]
    assert made["problems"][0]["code"] == "NOT_ON_THIS_STORE"
    assert (await api.ask(SEEN))["webhooks"] == []
