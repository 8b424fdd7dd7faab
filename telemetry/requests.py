"""Make a span, metrics and a log line for every request except probes and files of the page."""

import logging
import os
import time
from dataclasses import dataclass
from typing import Any, Final

from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from opentelemetry.trace import TracerProvider
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger("ameide.http")
_LONGEST_CLIENT: Final = 200  # characters; anyone can send more
_QUIET: Final = ("/healthz", "/readyz", "/graphiql")
_CONVENTIONS: Final = "OTEL_SEMCONV_STABILITY_OPT_IN"


def noted(tracer_provider: TracerProvider | None = None) -> list[Any]:
    """Return the middleware, outermost first: the log line is written within the span, so it has its trace id."""
    # without it the instrumentation uses names that OpenTelemetry has replaced, such as http.status_code
    os.environ.setdefault(_CONVENTIONS, "http")
    return [
        Middleware(Utf8Headers),
        # a span for each chunk that is received or sent would say nothing more
        Middleware(
            OpenTelemetryMiddleware,
            excluded_urls=f"^[a-z]+://[^/]*({'|'.join(_QUIET)})",
            exclude_spans=["receive", "send"],
            tracer_provider=tracer_provider,
        ),
        Middleware(Logged),
    ]


@dataclass(frozen=True, slots=True)
class Utf8Headers:
    """Middleware that spells header values in UTF-8: the instrumentation raises where it cannot decode one."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; what is no UTF-8 is taken for Latin-1, as HTTP does."""
        if scope["type"] == "http" and not all(value.isascii() for _, value in scope["headers"]):
            scope["headers"] = [(name, _utf8(value)) for name, value in scope["headers"]]
        await self.app(scope, receive, send)


def _utf8(value: bytes) -> bytes:
    try:
        value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1").encode()
    return value


@dataclass(frozen=True, slots=True)
class Logged:
    """Middleware that writes a log line for each request when it is answered."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and note how it went."""
        if scope["type"] != "http" or scope["path"].startswith(_QUIET):
            await self.app(scope, receive, send)
            return
        status, began = 500, time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            spent = (time.perf_counter() - began) * 1000
            client = Headers(scope=scope).get("user-agent", "")[:_LONGEST_CLIENT]
            _log.info("%s %s %d in %.1f ms", scope["method"], scope["path"], status, spent, extra={"client": client})
