"""End the service in order: refuse new requests, and finish running ones or undo them.

A request that does not finish in time is cancelled. Its transaction is rolled back, and its client receives a typed
answer that nothing was stored and that it may send the request again.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from auth.origin import PROBES

_UNDO_SECONDS: Final = 5.0


@dataclass(eq=False)
class Ending:
    """The end of one service."""

    grace_seconds: float = 20.0
    begun: bool = False
    undone: int = 0
    """The number of requests that were cancelled; threads may still work for them."""
    requests: set[asyncio.Task[None]] = field(default_factory=set)

    async def drain(self) -> None:
        """Let no more requests in, and return when none is being answered any more."""
        self.begun = True
        if self.requests:
            await asyncio.wait(self.requests, timeout=self.grace_seconds)
        late = set(self.requests)
        self.undone += len(late)
        for request in late:
            request.cancel()
        if late:
            await asyncio.wait(late, timeout=_UNDO_SECONDS)
            await asyncio.sleep(0.1)  # for their answers to leave


@dataclass(frozen=True, slots=True)
class Draining:
    """Keeps account of the requests that are being answered, and refuses others once the service ends."""

    app: ASGIApp
    ending: Ending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request in a task of its own, which can be cancelled without its connection."""
        if scope["type"] != "http" or scope["path"] in PROBES:
            await self.app(scope, receive, send)
        elif self.ending.begun:
            await _refused(scope, receive, send)
        else:
            await self._answered(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _Answer(send, self.ending)
        request = asyncio.ensure_future(self._run(scope, receive, answer))
        self.ending.requests.add(request)
        request.add_done_callback(self.ending.requests.discard)
        try:
            await asyncio.wait({request})
        except asyncio.CancelledError:
            request.cancel()
            raise
        if not request.cancelled():
            request.result()
        elif not answer.begun:
            await _refused(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@dataclass(slots=True)
class _Answer:
    """Notes whether an answer has begun, and closes the connection after it where the service ends."""

    send: Send
    ending: Ending
    grace_seconds: float = 20.0
    begun: bool = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            if self.ending.begun:
                MutableHeaders(scope=message)["connection"] = "close"
        await self.send(message)


async def _refused(scope: Scope, receive: Receive, send: Send) -> None:
    error = {"message": "The service is ending; ask again.", "extensions": {"code": "SHUTTING_DOWN"}}
    headers = {"retry-after": "10", "connection": "close", "cache-control": "no-store"}
    await JSONResponse({"errors": [error]}, 503, headers)(scope, receive, send)
