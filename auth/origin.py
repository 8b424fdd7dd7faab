"""Let in only our own pages, and programs: any web page can reach 127.0.0.1, under any name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from auth.errors import HostsMissing
from settings import Settings

PROBES: Final = frozenset({"/healthz", "/readyz"})
"""Asked by machines that know the address only; they tell nothing about any tenant."""


def own_hosts(settings: Settings) -> frozenset[str]:
    """Return every value of the Host header that means this service. Raises HostsMissing."""
    listed = {host.strip().lower() for host in settings.allowed_hosts.split(",") if host.strip()}
    if not settings.loopback:
        if not listed:
            raise HostsMissing
        return frozenset(listed)
    names = ("127.0.0.1", "localhost", "[::1]")
    suffixes = (f":{settings.port}", "") if settings.port == 80 else (f":{settings.port}",)
    return frozenset(listed | {name + suffix for name in names for suffix in suffixes})


@dataclass(frozen=True, slots=True)
class OwnOrigin:
    """Middleware that refuses a foreign Host (DNS rebinding) and requests made by foreign pages."""

    app: ASGIApp
    hosts: Iterable[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is ours."""
        if scope["type"] in {"http", "websocket"} and scope["path"] not in PROBES:
            refused = refusal(scope.get("method", "GET"), Headers(scope=scope), self.hosts)
            if refused:
                await PlainTextResponse(refused + "\n", status_code=403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def refusal(method: str, headers: Headers, hosts: Iterable[str]) -> str | None:
    """Return the reason for refusing a request; None if it is let in."""
    named = [host.lower() for host in headers.getlist("host")]
    if len(named) != 1 or named[0] not in hosts:
        return "This service does not answer to that Host; see AMEIDE_ALLOWED_HOSTS."
    if any(not _same(origin, named[0]) for origin in headers.getlist("origin")):
        return "Pages of other origins may not ask."
    foreign = headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}
    if foreign and not _follows_a_link(method, headers):
        return "Pages of other sites may not ask."
    return None


def _same(origin: str, host: str) -> bool:
    split = urlsplit(origin.lower())
    return split.scheme in {"http", "https"} and split.netloc == host


def _follows_a_link(method: str, headers: Headers) -> bool:
    return method in {"GET", "HEAD"} and headers.get("sec-fetch-mode") == "navigate"
