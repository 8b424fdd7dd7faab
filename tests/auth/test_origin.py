"""Test which requests come from the service's own origin."""

import pytest
from starlette.datastructures import Headers
from starlette.requests import Request

from auth.errors import HostsMissing, OriginsUnusable, ProxiesUnusable
from auth.origin import allowed_origins, direct, own_hosts, refusal, trusted_proxies
from settings import Settings

HOSTS = own_hosts(Settings(port=8000))


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_loopback_names_are_ours(host: str) -> None:
    assert refusal("POST", Headers({"host": host}), HOSTS) is None


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:8000", "127.0.0.1", "127.0.0.1:9", "localhost:8000.evil.example",
     "127.0.0.1:8000@evil.example", "127.0.0.1.nip.io:8000"],
)  # fmt: skip
def test_other_hosts_are_not(host: str) -> None:
    assert refusal("GET", Headers({"host": host}), HOSTS)


def test_one_host_only() -> None:
    assert refusal("GET", Headers(raw=[(b"host", b"127.0.0.1:8000"), (b"host", b"evil.example")]), HOSTS)
    assert refusal("GET", Headers(raw=[]), HOSTS)


def test_our_own_page_may_ask() -> None:
    headers = {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    assert refusal("POST", Headers(headers), HOSTS) is None


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:8001", "http://localhost:8000",
     "file://127.0.0.1:8000", "http://127.0.0.1:8000.evil.example", ""],
)  # fmt: skip
def test_pages_of_other_origins_may_not(origin: str) -> None:
    assert refusal("POST", Headers({"host": "127.0.0.1:8000", "origin": origin}), HOSTS)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_other_sites_may_not(site: str) -> None:
    assert refusal("POST", Headers({"host": "127.0.0.1:8000", "sec-fetch-site": site}), HOSTS)
    assert refusal("GET", Headers({"host": "127.0.0.1:8000", "sec-fetch-site": site}), HOSTS)


def test_a_link_from_another_site_may_be_followed() -> None:
    followed = {"host": "127.0.0.1:8000", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert refusal("GET", Headers(followed), HOSTS) is None
    assert refusal("POST", Headers(followed), HOSTS)


def test_elsewhere_the_hosts_must_be_named() -> None:
    with pytest.raises(HostsMissing, match="AMEIDE_ALLOWED_HOSTS"):
        own_hosts(Settings(host="0.0.0.0"))
    hosts = own_hosts(Settings(host="0.0.0.0", allowed_hosts="models.example.org, models.example.org:8443"))
    assert hosts == {"models.example.org", "models.example.org:8443"}
    assert refusal("POST", Headers({"host": "127.0.0.1:8000"}), hosts)


def came(headers: dict[str, str], client: str = "127.0.0.1", version: str = "1.1") -> bool:
    raw = [(name.encode(), value.encode()) for name, value in ({"host": "127.0.0.1:8000"} | headers).items()]
    return direct(Request({"type": "http", "headers": raw, "client": (client, 1), "http_version": version}))


def test_a_request_of_this_machine_is_direct() -> None:
    assert came({})
    assert came({"host": "[::1]:8000", "user-agent": "curl/8", "origin": "http://127.0.0.1:8000"}, "::1")


@pytest.mark.parametrize(
    "name", ["x-forwarded-for", "X-Forwarded-Host", "x-forwarded-proto", "forwarded", "via", "x-real-ip",
             "cf-connecting-ip", "true-client-ip", "x-envoy-external-address", "x-amzn-trace-id", "x-original-host"],
)  # fmt: skip
def test_a_request_that_a_proxy_passes_on_is_not(name: str) -> None:
    assert not came({name.lower(): "127.0.0.1"})


def test_other_machines_other_names_and_old_http_are_not() -> None:
    assert not came({}, client="10.0.0.7")
    assert not came({}, client="")
    assert not came({"host": "ameide.example.com"})
    assert not came({}, version="1.0")


def test_trusted_proxies_are_addresses() -> None:
    assert trusted_proxies(Settings(trusted_proxies="127.0.0.1, 10.0.0.0/8")) == ["127.0.0.1", "10.0.0.0/8"]
    with pytest.raises(ProxiesUnusable, match="proxy"):
        trusted_proxies(Settings(trusted_proxies="proxy.example"))


ORIGINS = frozenset({"https://portal.example"})


def test_pages_of_listed_origins_may_ask() -> None:
    headers = {"host": "127.0.0.1:8000", "origin": "https://portal.example", "sec-fetch-site": "cross-site"}
    assert refusal("POST", Headers(headers), HOSTS, ORIGINS) is None
    assert refusal("OPTIONS", Headers(headers), HOSTS, ORIGINS) is None


@pytest.mark.parametrize(
    "origin", ["https://portal.example.evil.example", "http://portal.example", "https://portal.example:444", "null"]
)
def test_pages_of_origins_that_look_alike_may_not(origin: str) -> None:
    assert refusal("POST", Headers({"host": "127.0.0.1:8000", "origin": origin}), HOSTS, ORIGINS)


@pytest.mark.parametrize(
    "listed", ["*", "portal.example", "https://portal.example/", "ftp://portal.example", "https://"]
)
def test_an_origin_that_is_none_is_refused_at_the_start(listed: str) -> None:
    with pytest.raises(OriginsUnusable):
        allowed_origins(Settings(allowed_origins=listed))


def test_origins_are_separated_by_commas() -> None:
    found = allowed_origins(Settings(allowed_origins="https://Portal.example, http://localhost:3000"))
    assert found == {"https://portal.example", "http://localhost:3000"}
