"""Test that large bodies wait for room, and small ones never do."""

import asyncio
from typing import Final

import pytest
from starlette.requests import Request

from resolvers.http import body
from resolvers.http.body import BadRequest, Bodies
from resolvers.http.json_body import JsonBody

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 3 * MEGABYTE  # for documents of 1 MiB


def request(size: int, announced: str | None = None, rest: asyncio.Event | None = None) -> Request:
    """Make a request with a text as its body, whose end comes when `rest` is set."""
    parts = iter([b'"' + b"x" * (size - 2), b'"'])

    async def receive() -> dict[str, object]:
        part = next(parts)
        if part == b'"' and rest is not None:
            await rest.wait()
        return {"type": "http.request", "body": part, "more_body": part != b'"'}

    headers = [] if announced == "" else [(b"content-length", (announced or str(size)).encode())]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def read(bodies: Bodies, tenant: str, asked: Request) -> int:
    async with bodies.body(asked, tenant, JsonBody) as found:
        return len(found.body)


async def test_a_tenant_holds_one_of_the_largest_and_others_another() -> None:
    bodies, rest = Bodies(MEGABYTE), asyncio.Event()
    first = asyncio.create_task(read(bodies, "loud", request(2 * MEGABYTE, rest=rest)))
    await asyncio.sleep(0)
    second = asyncio.create_task(read(bodies, "loud", request(2 * MEGABYTE)))
    assert await read(bodies, "quiet", request(2 * MEGABYTE)) == 2 * MEGABYTE
    assert await read(bodies, "loud", request(1000)) == 1000
    assert not second.done()
    rest.set()
    assert await first == await second == 2 * MEGABYTE


async def test_a_body_without_a_length_counts_as_the_largest() -> None:
    bodies, rest = Bodies(MEGABYTE), asyncio.Event()
    first = asyncio.create_task(read(bodies, "loud", request(1000, announced="", rest=rest)))
    await asyncio.sleep(0)
    second = asyncio.create_task(read(bodies, "loud", request(100_000)))
    await asyncio.sleep(0.01)
    assert not second.done()
    rest.set()
    assert (await first, await second) == (1000, 100_000)


async def test_who_waits_too_long_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "_WAIT_SECONDS", 0.01)
    bodies, rest = Bodies(MEGABYTE), asyncio.Event()
    first = asyncio.create_task(read(bodies, "loud", request(2 * MEGABYTE, rest=rest)))
    await asyncio.sleep(0)
    with pytest.raises(BadRequest) as refused:
        await read(bodies, "loud", request(2 * MEGABYTE))
    assert (refused.value.status, refused.value.code) == (503, "BUSY")
    rest.set()
    await first
    assert await read(bodies, "loud", request(LARGEST)) == LARGEST


@pytest.mark.parametrize("announced", [str(LARGEST + 1), "9" * 19])
async def test_a_body_that_is_announced_as_too_large_is_not_read(announced: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await read(Bodies(MEGABYTE), "demo", request(10, announced=announced))
    assert refused.value.status == 413


async def test_a_body_is_no_longer_than_announced() -> None:
    with pytest.raises(BadRequest) as refused:
        await read(Bodies(MEGABYTE), "demo", request(1000, announced="10"))
    assert refused.value.status == 413


async def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "_SEND_SECONDS", 0.01)
    with pytest.raises(BadRequest) as refused:
        await read(Bodies(MEGABYTE), "demo", request(1000, rest=asyncio.Event()))
    assert refused.value.status == 408
