"""Connect to a server, or without one to the embedded store through the app in this process."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from cli import logs, shared
from cli.errors import UsageWrong
from cli.text import safe

if TYPE_CHECKING:
    from ameide_client import AsyncClient

T = TypeVar("T")
_PATIENCE = 600.0  # seconds; a large model takes its time to import


def ask(url: str | None, token: str | None, question: "Callable[[AsyncClient], Awaitable[T]]") -> T:
    """Ask a server, or the embedded store where no url is given. Raises ClientError, CommandError."""

    async def asking() -> T:
        async with _remote(url, token) if url else _embedded(token) as client:
            try:
                return await question(client)
            finally:  # before what failed is told, which may be why
                _compare(client)

    return asyncio.run(asking())


def _waits(what: str) -> Callable[[], None]:
    """Say on a terminal what is waited for, from before anything slow is imported; return what wipes it out again."""
    if not sys.stderr.isatty() or shared.quiet.get():
        return lambda: None
    sys.stderr.write(what)
    sys.stderr.flush()

    def done() -> None:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()

    return done


def _compare(client: "AsyncClient") -> None:
    """Warn, in one line and beside the answer, where the server is of a release that may not understand this one."""
    if client.fits:
        return
    from ameide_client.versions import own

    told = f"warning: this command is {own()}, the server is {client.server_version}; use the same release of both."
    sys.stderr.write(f"{safe(told)}\n")


@asynccontextmanager
async def _remote(url: str, token: str | None) -> "AsyncIterator[AsyncClient]":
    from ameide_client import AsyncClient

    try:
        client = AsyncClient(url, token, timeout=_PATIENCE)
    except ValueError as error:
        raise UsageWrong(str(error), hint="Example: --url http://127.0.0.1:8000") from error
    async with client:
        yield client


@asynccontextmanager
async def _embedded(token: str | None) -> "AsyncIterator[AsyncClient]":
    waiting = _waits("Starting the store inside this process …")
    import app
    from ameide_client import AsyncClient
    from settings import Settings

    logs.start()
    settings = Settings()
    async with app.application(settings) as service:
        waiting()
        # it answers to loopback alone, wherever these settings would serve
        here = settings.model_copy(update={"host": "127.0.0.1"}).address
        async with AsyncClient.inside(service, here, token) as client:
            yield client
