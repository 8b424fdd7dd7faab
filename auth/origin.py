"""Let in only our own pages, and programs: any web page can reach 127.0.0.1, under any name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from auth.errors import HostsMissing, OriginsUnusable, ProxiesUnusable
from settings import Settings, listed

PROBES: Final = frozenset({"/healthz", "/readyz"})
"""Asked by machines that know the address only; they tell nothing about any tenant."""

LOOPBACK_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")
_FORWARDING: Final = (
    *("forwarded", "via", "x-forwarded", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-original"),
    *("true-client-ip", "cf-", "fastly-", "x-envoy", "x-amzn", "x-azure", "x-appengine"),
)
"""Beginnings of the names of headers that proxies add."""


def direct(request: HTTPConnection) -> bool:
    """Return true if nothing shows that a request was passed on by a proxy, and this machine made it.

    A proxy on the same machine reaches loopback like a local user. Most proxies add headers to a request. nginx adds
    none by default, but then uses HTTP/1.0, which no current client does.
    """
    client = request.client.host if request.client else ""
    return (
        _is_loopback(client)
        and request.scope.get("http_version") != "1.0"
        and not any(name.lower().startswith(_FORWARDING) for name in request.headers)
        and split_port(request.headers.get("host", ""))[0] in LOOPBACK_NAMES
        and all(_local(origin, request.headers.get("host", "")) for origin in request.headers.getlist("origin"))
    )


def _local(origin: str, host: str) -> bool:
    """Return true if a page of this origin is served by this service under a name of loopback."""
    name, port = split_port(urlsplit(origin.lower()).netloc)
    return name in LOOPBACK_NAMES and port == split_port(host)[1]


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def trusted_proxies(settings: Settings) -> list[str]:
    """Return the addresses and networks of AMEIDE_TRUSTED_PROXIES. Raises ProxiesUnusable."""
    proxies = listed(settings.trusted_proxies)
    for each in proxies:
        try:
            ip_network(each)
        except ValueError:
            raise ProxiesUnusable(each) from None
    return proxies


def allowed_origins(settings: Settings) -> frozenset[str]:
    """Return the origins whose pages may ask, with a token. Raises OriginsUnusable."""
    origins = listed(settings.allowed_origins.lower())
    for each in origins:
        split = urlsplit(each)
        if split.scheme not in {"http", "https"} or not split.hostname or each != f"{split.scheme}://{split.netloc}":
            raise OriginsUnusable(each)
    return frozenset(origins)


def asked_by_page(request: HTTPConnection) -> bool:
    """Return true if a page other than our own may have made the request: a form needs nobody's leave to be sent."""
    host, origin = request.headers.get("host", "").lower(), request.headers.get("origin")
    if origin is not None:
        return not _same(origin, host)
    return "referer" in request.headers or request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}


def split_port(host: str) -> tuple[str, str]:
    """Return the name in lower case and the port of a Host header."""
    name, _, port = host.lower().rpartition(":")
    return (name, port) if name and not port.endswith("]") else (host.lower(), "")


def foreign_hosts(settings: Settings) -> frozenset[str]:
    """Return what AMEIDE_ALLOWED_HOSTS lists besides names of loopback."""
    return frozenset(host for host in _stated(settings) if split_port(host)[0] not in LOOPBACK_NAMES)


def _stated(settings: Settings) -> frozenset[str]:
    return frozenset(listed(settings.allowed_hosts.lower()))


def own_hosts(settings: Settings) -> frozenset[str]:
    """Return every value of the Host header that means this service. Raises HostsMissing."""
    stated = _stated(settings)
    if not settings.loopback:
        if not stated:
            raise HostsMissing
        return stated
    suffixes = (f":{settings.port}", "") if settings.port == 80 else (f":{settings.port}",)
    return stated | frozenset({name + suffix for name in LOOPBACK_NAMES for suffix in suffixes})


@dataclass(frozen=True, slots=True)
class OwnOrigin:
    """Middleware that refuses a foreign Host (DNS rebinding) and requests made by foreign pages."""

    app: ASGIApp
    hosts: Iterable[str]
    origins: Collection[str] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is ours."""
        if scope["type"] in {"http", "websocket"} and scope["path"] not in PROBES:
            refused = refusal(scope.get("method", "GET"), Headers(scope=scope), self.hosts, self.origins)
            if refused:
                await PlainTextResponse(refused + "\n", status_code=403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def refusal(method: str, headers: Headers, hosts: Iterable[str], origins: Collection[str] = ()) -> str | None:
    """Return the reason for refusing a request; None if it is let in. Pages of `origins` may ask as our own do."""
    named = [host.lower() for host in headers.getlist("host")]
    if len(named) != 1 or named[0] not in hosts:
        return "This service does not answer to that Host; see AMEIDE_ALLOWED_HOSTS."
    stated = headers.getlist("origin")
    if len(stated) == 1 and stated[0].lower() in origins:
        return None
    if any(not _same(origin, named[0]) for origin in stated):
        return "Pages of other origins may not ask; see AMEIDE_ALLOWED_ORIGINS."
    foreign = headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}
    if foreign and not _follows_a_link(method, headers):
        return "Pages of other sites may not ask."
    return None


def _same(origin: str, host: str) -> bool:
    split = urlsplit(origin.lower())
    return split.scheme in {"http", "https"} and split.netloc == host


def _follows_a_link(method: str, headers: Headers) -> bool:
    return method in {"GET", "HEAD"} and headers.get("sec-fetch-mode") == "navigate"
