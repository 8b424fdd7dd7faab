"""Test the time of a request: it ends what takes too long, and stands still while a turn is waited for."""

import asyncio

import pytest

from resolvers.deadline import Deadline
from resolvers.errors import Refused


async def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(Refused, match=r"longer than 0\.05 s") as refused:
        async with Deadline(0.05).bounding():
            await asyncio.sleep(5)
    assert refused.value.code == "TOO_SLOW"


async def test_the_time_is_of_all_parts_together() -> None:
    deadline = Deadline(0.2)
    with pytest.raises(Refused):  # noqa: PT012
        for _ in range(20):
            async with deadline.bounding():
                await asyncio.sleep(0.05)
    with pytest.raises(Refused):
        deadline.check()
    with pytest.raises(Refused):
        async with deadline.bounding():
            pytest.fail("it began after the end")


async def test_waiting_costs_no_time() -> None:
    deadline = Deadline(0.1)
    async with deadline.bounding():
        with deadline.waiting():
            with deadline.waiting():
                await asyncio.sleep(0.2)
            await asyncio.sleep(0.1)
        assert 0 < deadline.left <= 0.1
    deadline.check()
    with pytest.raises(Refused):
        async with deadline.bounding():
            await asyncio.sleep(5)


async def test_a_timeout_of_the_block_itself_is_not_taken_for_ours() -> None:
    with pytest.raises(TimeoutError):
        async with Deadline(5).bounding():
            raise TimeoutError


async def test_two_at_once_are_both_ended() -> None:
    deadline = Deadline(0.05)

    async def work() -> str:
        try:
            async with deadline.bounding():
                await asyncio.sleep(5)
        except Refused as refused:
            return refused.code
        return ""

    assert list(await asyncio.gather(work(), work())) == ["TOO_SLOW", "TOO_SLOW"]
