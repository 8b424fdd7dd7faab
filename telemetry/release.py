"""State the release in every response, so that a client of another release can tell."""

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER: Final = "ameide-version"


@dataclass(frozen=True, slots=True)
class Stated:
    """Middleware that adds the release header."""

    app: ASGIApp
    release: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""

        async def stating(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = self.release
            await send(message)

        await self.app(scope, receive, stating)
