"""Test that the work for a client who has gone is stopped."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from resolvers.http.leaving import Leaving


class Client:
    """A client that sends a body and may go."""

    def __init__(self) -> None:
        self.goes = asyncio.Event()
        self.sent = False
        self.got: list[Message] = []

    async def receive(self) -> Message:
        if not self.sent:
            self.sent = True
            return {"type": "http.request", "body": b"{}", "more_body": False}
        await self.goes.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.got.append(message)


async def test_who_goes_has_nothing_done_any_further() -> None:
    stopped = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            stopped.set()
            raise

    client = Client()
    asked = asyncio.create_task(Leaving(slow)({"type": "http", "method": "POST"}, client.receive, client.send))
    await asyncio.sleep(0.01)
    client.goes.set()
    await asyncio.wait_for(asked, 5)
    assert stopped.is_set()


async def test_who_stays_gets_the_answer() -> None:
    async def quick(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200})

    client = Client()
    await Leaving(quick)({"type": "http", "method": "POST"}, client.receive, client.send)
    assert [message["type"] for message in client.got] == ["http.response.start"]


async def test_errors_and_cancellation_pass_through() -> None:
    async def fails(scope: Scope, receive: Receive, send: Send) -> None:
        raise LookupError

    async def waits(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(60)

    client = Client()
    with pytest.raises(LookupError):
        await Leaving(fails)({"type": "http", "method": "POST"}, client.receive, client.send)
    asked = asyncio.create_task(Leaving(waits)({"type": "http", "method": "POST"}, client.receive, client.send))
    await asyncio.sleep(0.01)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
