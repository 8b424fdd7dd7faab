"""Test login and tenants, and the messages if no server answers."""

import json

import pytest


@pytest.fixture
def acme(ameide):
    ameide("tenants", "create", "acme")
    yield "acme"
    ameide("tenants", "retire", "acme", "--yes")


def test_a_tenant_comes_and_goes(ameide, tenant):
    assert ameide.json("tenants", "create", "globex") == {"tenant": "globex", "problems": []}
    assert {"globex", tenant} <= {each["name"] for each in ameide.json("tenants", "list")["tenants"]}
    assert ameide.json("tenants", "retire", "globex", "--yes") == {"tenant": "globex"}
    assert "globex" not in {each["name"] for each in ameide.json("tenants", "list")["tenants"]}


def test_a_tenant_that_cannot_be(ameide, acme):
    assert ameide.json("tenants", "create", acme, status=1)["problems"][0]["code"] == "TENANT_EXISTS"
    assert ameide.json("tenants", "create", "Bad Name", status=1)["problems"][0]["code"] == "TENANT_NAME_REFUSED"
    assert ameide.json("tenants", "retire", "nobody", "--yes", status=3)["error"]["code"] == "TENANT_UNKNOWN"


def test_a_tenant_is_not_retired_by_mistake(ameide, acme):
    ameide("tenants", "retire", acme, input="amce\n", status=2)
    assert acme in {each["name"] for each in ameide.json("tenants", "list")["tenants"]}


def test_tenants_have_a_place(ameide, acme):
    assert [each["name"] for each in ameide.json("tenants", "servers")["servers"]] == ["main"]
    assert {each["server"] for each in ameide.json("tenants", "list")["tenants"]} == {"main"}
    assert ameide.json("tenants", "move", acme, "--to", "main") == {"tenant": acme, "server": "main"}
    assert ameide.json("tenants", "move", acme, "--to", "mars", status=1)["error"]["code"] == "SERVER_UNKNOWN"
    assert ameide.json("tenants", "create", "x1", "--on", "mars", status=1)["error"]["code"] == "SERVER_UNKNOWN"


def test_a_server_does_not_list_tenants(ameide):
    ameide("tenants", "list", "--url", "http://127.0.0.1:9", status=2)


def test_a_token_opens_its_tenant_and_no_other(ameide, acme, tenant):
    token = ameide("login", "--dev", "--tenant", acme, "--subject", "wile").stdout.strip()
    viewer = json.loads(ameide("query", "{ viewer { tenant subject } }", "--token", token).stdout)["viewer"]
    assert viewer == {"tenant": acme, "subject": "wile"}
    assert ameide.json("search", "order", "--token", token, status=1)["total"] == 0
    assert ameide.json("search", "order")["total"] > 0


def test_a_token_for_programs(ameide, tenant):
    answer = ameide.json("login", "--dev", "--role", "platform-admin")
    assert answer["tenant"] == tenant
    assert answer["roles"] == ["platform-admin"]
    assert answer["token"].count(".") == 2


def test_only_an_administrator_creates_tenants(ameide, acme):
    token = ameide("login", "--dev", "--tenant", acme).stdout.strip()
    assert ameide.json("tenants", "create", "other", "--token", token, status=3)["error"]["code"] == "FORBIDDEN"


def test_a_token_that_is_none_is_refused_and_not_repeated(ameide):
    result = ameide("search", "order", "--token", "secret.token.here", "--json", status=3)
    assert json.loads(result.stdout)["error"]["code"] == "UNAUTHORISED"
    assert "AMEIDE_TOKEN" in result.stderr
    assert "secret" not in result.output


def test_login_without_dev_says_where_tokens_come_from(ameide):
    assert "identity provider" in ameide("login", status=2).stderr


@pytest.mark.parametrize(
    "command", [("search", "x"), ("impact", "x"), ("import", "order.bpmn"), ("query", "{ viewer }")]
)
def test_a_server_that_is_not_there(ameide, command):
    result = ameide(*command, "--url", "http://127.0.0.1:9", "--json", status=3)
    assert json.loads(result.stdout)["error"]["code"] == "UNREACHABLE"
    assert "ameide serve" in result.stderr


@pytest.mark.parametrize("url", ["ameide", "ftp://ameide.example", "http://"])
def test_an_address_that_is_none(ameide, url):
    ameide("search", "x", "--url", url, status=2)


def test_settings_that_are_wrong_are_named(ameide, monkeypatch):
    monkeypatch.setenv("AMEIDE_PORT", "eighty")
    assert "AMEIDE_PORT" in ameide("search", "x", status=2).stderr
