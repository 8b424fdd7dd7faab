"""Test turns: who comes next, and that whoever gives up holds nobody up."""

import asyncio
from contextlib import suppress

import pytest

from graph import errors
from work.pool import turns
from work.pool.turns import Turns


class Work:
    """Pieces of work that end when they are told to; each is called after its tenant, such as a1 or b2."""

    def __init__(self, most: int, **weights: float) -> None:
        self.turns = Turns(most, weights)
        self.begun: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def begin(self, *names: str, urgent: bool = False) -> None:
        for name in names:
            self.ends[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._work(name, urgent))
            await settled()

    async def _work(self, name: str, urgent: bool) -> None:
        async with self.turns.turn(name[0], urgent=urgent):
            self.begun.append(name)
            await self.ends[name].wait()

    async def end(self, *names: str) -> None:
        for name in names:
            self.ends[name].set()
        await settled()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_tenant_is_served_in_proportion_to_its_weight() -> None:
    work = Work(5, a=2.0)
    await work.begin("c1", "c2", "c3", "c4", "c5", "d1")  # all six are busy
    await work.begin("b1", "b2", "b3", "a1", "a2", "a3", "a4")
    begun = len(work.begun)
    await work.end("c1", "c2", "c3", "c4", "c5", "d1")
    assert sorted(work.begun[begun:]) == ["a1", "a2", "a3", "a4", "b1", "b2"]
    await work.end("a1", "a2", "a3", "a4", "b1", "b2", "b3")


async def test_one_process_more_is_there_for_others() -> None:
    work = Work(2)
    await work.begin("a1", "a2", "a3", "b1", "b2")
    assert work.begun == ["a1", "a2", "b1"]
    await work.end("a1")
    assert work.begun[3:] == ["b2"]  # one of each runs, and a has had more time
    await work.end("a2", "b1", "b2")
    assert work.begun[4:] == ["a3"]
    await work.end("a3")


async def test_whoever_has_had_least_time_comes_next() -> None:
    work = Work(1)
    await work.begin("a1", "b1", "c1", "d1", "e1")
    work.turns._tenants["c"].seconds += 10
    await work.end("a1")
    assert work.begun[2:] == ["d1"]  # nothing of c, d or e runs, and c has had more
    await work.begin("c2", "e2")
    await work.end("b1", "d1")
    assert work.begun[3:] == ["e1", "c1"]
    await work.end("e1", "c1", "e2", "c2")
    assert not work.turns._tenants


async def test_what_is_urgent_passes_everything_else() -> None:
    work = Work(1)
    await work.begin("a1", "b1", "a2", "b2", "c1")
    await work.begin("a3", urgent=True)
    await work.end("b1")
    assert work.begun == ["a1", "b1", "a3"]
    await work.end(*work.ends)


async def test_whoever_gives_up_holds_nobody_up() -> None:
    work = Work(1)
    await work.begin("a1", "b1", "a2", "b2")
    work.ends["a1"].set()
    work.ends["b1"].set()
    work.tasks["a2"].cancel()  # in the same round of the loop, which sees the ends first
    await settled()
    assert [work.tasks[name].exception() for name in ("a1", "b1")] == [None, None]
    assert work.begun[2:] == ["b2"]
    with suppress(asyncio.CancelledError):
        await work.tasks["a2"]
    await work.end("b2")
    await work.begin("a4")
    assert work.begun[-1] == "a4"
    await work.end("a4")
    assert not work.turns._tenants


async def test_a_tenant_that_comes_again_at_once_is_not_forgotten() -> None:
    work = Work(1)
    await work.begin("a1", "b1", "c1")
    work.tasks["c1"].cancel()
    work.turns._go_on()
    await work.begin("c2")
    await work.end("a1")
    assert work.begun == ["a1", "b1", "c2"]
    await work.end("b1", "c2")
    assert not work.turns._tenants


async def test_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_WAITING", 1)
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.01)
    work = Work(1)
    await work.begin("a1", "a2", "a3")
    with pytest.raises(errors.Busy):
        await work.tasks["a3"]
    with pytest.raises(errors.Busy):
        await work.tasks["a2"]
    await work.end("a1")
