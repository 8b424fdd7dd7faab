"""A span and a log line for every request."""

import logging
import time
from dataclasses import dataclass
from typing import Final

from opentelemetry import propagate, trace
from opentelemetry.trace import SpanKind, Status, StatusCode
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger("ameide.http")
_tracer = trace.get_tracer("ameide.http")
_QUIET: Final = ("/healthz", "/readyz", "/graphiql")


@dataclass(frozen=True, slots=True)
class Traced:
    """Continues the caller's trace, or begins one."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and note how it went."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, path = scope["method"], scope["path"]
        parent = propagate.extract(dict(Headers(scope=scope)))
        attributes = {"http.request.method": method, "url.path": path}
        with _tracer.start_as_current_span(f"{method} {path}"[:100], parent, SpanKind.SERVER, attributes) as span:
            status, began = 500, time.perf_counter()

            async def noting(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await self.app(scope, receive, noting)
            finally:
                span.set_attribute("http.response.status_code", status)
                if status >= 500:
                    span.set_status(Status(StatusCode.ERROR))
                if not path.startswith(_QUIET):
                    spent = (time.perf_counter() - began) * 1000
                    _log.info("%s %s %d in %.1f ms", method, path, status, spent)
