"""Test the service over HTTP without a database: access, forms of requests, and reports of faults."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest

from app import create_app
from auth.errors import HostsMissing, KeysMissing
from auth.headers import HEADERS
from auth.keys import create_key_pair, trusted_folder
from auth.tokens import issue
from graph import errors
from settings import Settings
from tests.resolvers.canned import NoTenants, Unreachable

OURS = "http://127.0.0.1:8000"
VIEWER = {"query": "{ viewer { tenant subject roles } }"}


@asynccontextmanager
async def serving(
    settings: Settings, error: Exception | None = None, page: Path = Path("nowhere")
) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings, Unreachable(error), NoTenants(), page=page)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=OURS) as client:
        yield client


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(Settings(home=tmp_path)) as client:
        yield client


def code(response: httpx.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


async def test_loopback_signs_in_by_itself(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json=VIEWER)
    assert answer.status_code == 200
    assert answer.json()["data"] == {"viewer": {"tenant": "demo", "subject": "local", "roles": ["platform-admin"]}}


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example:8000"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:3000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/graphql", "/", "/graphiql", "/nothing"])
async def test_foreign_pages_and_names_are_refused(
    client: httpx.AsyncClient, headers: dict[str, str], path: str
) -> None:
    answer = await client.post(path, json=VIEWER, headers=headers)
    assert answer.status_code == 403
    assert "demo" not in answer.text


async def test_our_own_page_may_ask(client: httpx.AsyncClient) -> None:
    headers = {"origin": OURS, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}
    assert (await client.post("/graphql", json=VIEWER, headers=headers)).status_code == 200


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql", "",
     "application/json; charset=utf-16", "text/plain; application/json", "application/jsonp"],
)  # fmt: skip
async def test_only_json_is_taken(client: httpx.AsyncClient, kind: str) -> None:
    answer = await client.post(
        "/graphql", content=b'{"query": "{ viewer { tenant } }"}', headers={"content-type": kind}
    )
    assert answer.status_code == 415
    assert code(answer) == "NOT_JSON"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_only_post_asks(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/graphql", params={"query": "{ viewer { tenant } }"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


async def test_a_browser_at_the_endpoint_is_sent_to_the_page(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", headers={"accept": "text/html,*/*"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/graphiql/")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"7", b'"{ viewer { tenant } }"', b'[{"query": "{ viewer { tenant } }"}]', b"{}",
     b'{"query": 7}', b'{"query": ""}', b'{"query": " "}', b'{"query": "{ viewer { tenant } }", "variables": []}',
     b'{"query": "{ viewer { tenant } }", "operationName": 7}', b'{"query": "{ viewer { tenant } }", "extensions": []}',
     b'{"query": "\xff"}', b'{"query": "{ viewer { tenant } }", "operationName": "other"}',
     b'{"query": "fragment F on Query { viewer { tenant } }"}', b'{"query": "\\ud800"}'],
)  # fmt: skip
async def test_what_is_no_request_is_told_so(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400 or code(answer) == "INVALID_QUERY"
    assert answer.json()["errors"][0]["message"]


async def test_the_newer_media_type_has_status_codes(client: httpx.AsyncClient) -> None:
    headers = {"accept": "application/graphql-response+json"}
    good = await client.post("/graphql", json=VIEWER, headers=headers)
    assert (good.status_code, good.headers["content-type"]) == (200, headers["accept"])
    bad = await client.post("/graphql", json={"query": "{ nothing }"}, headers=headers)
    assert (bad.status_code, code(bad)) == (400, "INVALID_QUERY")
    assert "data" not in bad.json()
    assert (await client.post("/graphql", json={"query": "{ nothing }"})).status_code == 200


async def test_a_body_beyond_all_documents_is_cut_off(tmp_path: Path) -> None:
    async with serving(Settings(home=tmp_path, max_document_bytes=1000)) as client:
        answer = await client.post("/graphql", json={"query": "#" + "x" * 2_000_000})
    assert (answer.status_code, code(answer)) == (413, "TOO_LARGE")


async def test_tokens_select_the_tenant_and_bad_ones_never_fall_back(client: httpx.AsyncClient, tmp_path: Path) -> None:
    token = issue(tmp_path, "acme", "anna")
    answer = await client.post("/graphql", json=VIEWER, headers={"authorization": f"Bearer {token}"})
    assert answer.json()["data"]["viewer"] == {"tenant": "acme", "subject": "anna", "roles": []}
    for bad in (f"Bearer {token}x", "Bearer x", "Basic YTpi"):
        answer = await client.post("/graphql", json=VIEWER, headers={"authorization": bad})
        assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED")
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert token not in answer.text


async def test_beyond_loopback_a_token_is_needed(tmp_path: Path) -> None:
    create_key_pair(tmp_path)
    settings = Settings(
        home=tmp_path, host="0.0.0.0", allowed_hosts="127.0.0.1:8000", auth_keys=trusted_folder(tmp_path)
    )
    async with serving(settings) as client:
        assert (await client.post("/graphql", json=VIEWER)).status_code == 401
        headers = {"authorization": f"Bearer {issue(tmp_path, 'acme', 'anna')}"}
        assert (await client.post("/graphql", json=VIEWER, headers=headers)).status_code == 200


def test_beyond_loopback_it_does_not_start_open(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing):
        create_app(Settings(home=tmp_path, host="0.0.0.0"), Unreachable(), NoTenants())
    create_key_pair(tmp_path)
    with pytest.raises(HostsMissing):
        create_app(
            Settings(home=tmp_path, host="0.0.0.0", auth_keys=trusted_folder(tmp_path)), Unreachable(), NoTenants()
        )


async def test_probes(client: httpx.AsyncClient) -> None:
    alive = await client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (alive.status_code, alive.json()) == (200, {"alive": True})
    ready = await client.get("/readyz", headers={"host": "10.0.0.7:8000"})
    assert ready.status_code == 503
    assert ready.json()["checks"]["age"] == "ok"
    assert "not answer" in ready.json()["checks"]["database"]


async def test_every_response_is_guarded(client: httpx.AsyncClient) -> None:
    for path in ("/healthz", "/", "/graphiql", "/nothing", "/graphql"):
        answer = await client.get(path)
        assert HEADERS.items() <= dict(answer.headers).items(), path
    assert "frame-ancestors 'none'" in HEADERS["content-security-policy"]


async def test_every_response_says_which_release_answered(client: httpx.AsyncClient) -> None:
    for path in ("/healthz", "/", "/graphiql", "/nothing", "/graphql"):
        assert (await client.get(path)).headers["ameide-version"] == version("ameide"), path
    elsewhere = await client.post("/graphql", json={}, headers={"origin": "http://elsewhere"})
    assert (elsewhere.status_code, elsewhere.headers["ameide-version"]) == (403, version("ameide"))


async def test_the_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>page</title>")
    async with serving(Settings(home=tmp_path), page=tmp_path) as client:
        home = await client.get("/", follow_redirects=True)
        assert (home.status_code, home.text) == (200, "<title>page</title>")
        assert (await client.get("/graphiql/../settings.py")).status_code == 404
        assert (await client.get("/graphiql/%2e%2e/%2e%2e/etc/passwd")).status_code == 404


async def test_without_a_built_page_it_says_what_to_do(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphiql/", follow_redirects=True)
    assert "make ui" in answer.text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (errors.StoreUnreachable("host db.internal password=x"), "STORE_UNREACHABLE"),
        (errors.TenantUnknown("demo"), "TENANT_UNKNOWN"),
        (errors.TenantMigrating("demo"), "TENANT_MIGRATING"),
        (errors.DeadlineExceeded(), "DEADLINE_EXCEEDED"),
        (errors.WriteLost("1 of 2"), "INTERNAL"),
        (RuntimeError("secret at /srv/x.py"), "INTERNAL"),
        (KeyError("secret"), "INTERNAL"),
    ],
    ids=str,
)
async def test_what_callers_cannot_cause_is_masked(
    tmp_path: Path, error: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(Settings(home=tmp_path), error) as client:
        with caplog.at_level(logging.ERROR, "ameide.api"):
            answer = await client.post("/graphql", json={"query": "{ models { totalCount } }"})
    assert (answer.status_code, code(answer)) == (200, told)
    assert not {"secret", "password", "1 of 2"} & set(answer.text.replace('"', " ").split())
    assert "internal" not in answer.text
    if told == "INTERNAL":
        shown: dict[str, Any] = answer.json()["errors"][0]
        assert shown["message"] == "Internal error"
        assert len(shown["extensions"]["traceId"]) == 32
        assert str(error) in caplog.text


PORTAL = {"origin": "https://portal.example", "sec-fetch-site": "cross-site"}


async def test_pages_of_allowed_origins_ask_with_a_token(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, allowed_origins="https://portal.example")
    preflight = {**PORTAL, "access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    async with serving(settings) as client:
        asked = await client.options("/graphql", headers=preflight)
        assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, "https://portal.example")
        assert "access-control-allow-credentials" not in asked.headers
        bare = await client.post("/graphql", json={"query": "{ viewer { tenant } }"}, headers=PORTAL)
        assert bare.status_code == 401
        token = issue(tmp_path, "acme", "anna")
        given = {**PORTAL, "authorization": f"Bearer {token}"}
        answer = await client.post("/graphql", json={"query": "{ viewer { tenant } }"}, headers=given)
        assert answer.json()["data"] == {"viewer": {"tenant": "acme"}}
        assert answer.headers["access-control-allow-origin"] == "https://portal.example"
        other = await client.options("/graphql", headers={**preflight, "origin": "https://evil.example"})
        assert other.status_code == 403
