"""Stop the work for a request whose client has closed the connection."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEFT: Final = 499


@dataclass(frozen=True, slots=True)
class Leaving:
    """Cancels a request when its client closes the connection. Its transaction is rolled back."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that has a body, and watch its connection from the end of the body on."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        whole = asyncio.Event()

        async def received() -> Message:
            message = await receive()
            if not message.get("more_body"):
                whole.set()
            return message

        if not await _unless_left(self._answered(scope, received, send), _left(whole, receive)):
            await Response(status_code=_LEFT)(scope, receive, send)  # for the log only

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


async def _left(whole: asyncio.Event, receive: Receive) -> None:
    """Return when the client has closed the connection."""
    await whole.wait()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _unless_left(answer: Coroutine[Any, Any, None], left: Coroutine[Any, Any, None]) -> bool:
    """Return false where the answer was cancelled because the client left."""
    answering, leaving = asyncio.ensure_future(answer), asyncio.ensure_future(left)
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        if not answering.done():
            answering.cancel()
            await asyncio.wait({answering})
    if answering.cancelled():
        return False
    answering.result()
    return True
