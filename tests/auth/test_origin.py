"""Test which requests come from the service's own origin."""

import pytest
from starlette.datastructures import Headers

from auth.errors import HostsMissing
from auth.origin import own_hosts, refusal
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
