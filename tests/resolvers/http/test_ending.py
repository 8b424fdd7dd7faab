"""Test that an ending service finishes what it can, undoes the rest, and tells every client."""

import asyncio
from contextlib import suppress

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from resolvers.http.ending import Draining, Ending


class Slow:
    """An application whose answers wait until they may go on."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.undone = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self._answer(Request(scope)))(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.url.path == "/fails":
            raise ValueError
        if request.url.path == "/slow":
            try:
                await self.go_on.wait()
            except asyncio.CancelledError:
                self.undone += 1
                raise
        return PlainTextResponse("done")


def client(slow: Slow, ending: Ending) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(Draining(slow, ending))
    return httpx.AsyncClient(transport=transport, base_url="http://service")


async def test_what_is_being_answered_is_finished_and_nothing_else_begins() -> None:
    slow, ending = Slow(), Ending()
    async with client(slow, ending) as asks:
        answering = asyncio.create_task(asks.get("/slow"))
        await asyncio.sleep(0.01)
        draining = asyncio.create_task(ending.drain())
        await asyncio.sleep(0.01)
        refused = await asks.get("/quick")
        assert (refused.status_code, refused.headers["connection"]) == (503, "close")
        assert refused.json()["errors"][0]["extensions"]["code"] == "SHUTTING_DOWN"
        assert (await asks.get("/readyz")).status_code == 200  # the probe says itself how things are
        assert not draining.done()
        slow.go_on.set()
        answered = await answering
        assert (answered.text, answered.headers["connection"]) == ("done", "close")
        await draining
    assert (ending.undone, slow.undone) == (0, 0)


async def test_what_takes_too_long_is_undone_and_told() -> None:
    slow, ending = Slow(), Ending(grace_seconds=0.01)
    async with client(slow, ending) as asks:
        answering = asyncio.create_task(asks.get("/slow"))
        await asyncio.sleep(0.01)
        await ending.drain()
        told = await answering
    assert told.status_code == 503
    assert told.json()["errors"][0]["extensions"]["code"] == "SHUTTING_DOWN"
    assert (ending.undone, slow.undone) == (1, 1)


async def test_a_client_that_goes_ends_its_request() -> None:
    slow, ending = Slow(), Ending()
    async with client(slow, ending) as asks:
        answering = asyncio.create_task(asks.get("/slow"))
        await asyncio.sleep(0.01)
        answering.cancel()
        with suppress(asyncio.CancelledError):
            await answering
        await asyncio.sleep(0.01)
    assert slow.undone == 1
    assert not ending.requests


async def test_errors_go_on_as_they_are() -> None:
    async with client(Slow(), Ending()) as asks:
        try:
            await asks.get("/fails")
        except ValueError:
            return
    raise AssertionError
