"""Test turns: who waits, who comes next, and that nothing is kept of who is gone."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import errors, shares
from graph.shares import Shares


class Work:
    """Units of work that end when they are told to."""

    def __init__(self, connections: int, readers: int | None = None, **weights: float) -> None:
        self.shares = Shares(connections, readers, weights)
        self.begun: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def begin(self, name: str, *, writes: bool = False) -> None:
        """Begin a unit that is called after its tenant, such as a1 or b2."""
        self.ends[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._unit(name, writes))
        await settled()

    async def _unit(self, name: str, writes: bool) -> None:
        async with self.shares.turn(name[0], writes=writes):
            self.begun.append(name)
            await self.ends[name].wait()

    async def end(self, *names: str) -> None:
        for name in names:
            self.ends[name].set()
        await settled()

    async def cancel(self, name: str) -> None:
        self.tasks[name].cancel()
        with suppress(asyncio.CancelledError):
            await self.tasks[name]
        await settled()

    async def all(self) -> None:
        await self.end(*self.ends)
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)
        assert not self.shares.held()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_tenant_reads_on_fewer_while_another_is_active(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "_ACTIVE_SECONDS", 0.05)
    work = Work(8, readers=1)
    for name in ("a1", "a2", "a3", "a4", "a5"):
        await work.begin(name)
    assert work.begun == ["a1", "a2", "a3", "a4"]  # nobody else is there
    await work.begin("b1")
    await work.begin("b2")
    assert work.begun[4:] == ["b1"]
    await work.end("a1", "a2", "a3")
    assert work.begun[4:] == ["b1"]
    await work.begin("a6", writes=True)
    assert work.begun[4:] == ["b1", "a6"]  # one writer comes on top
    await work.end("b1")
    assert work.begun[4:] == ["b1", "a6", "b2"]
    await work.end("b2")
    await work.begin("a7")
    assert "a5" not in work.begun  # b was active a moment ago
    await asyncio.sleep(0.1)
    await work.begin("a8")
    assert work.begun[-2:] == ["a5", "a7"]
    await work.all()


async def test_a_tenant_holds_half_and_another_finds_the_rest() -> None:
    work = Work(4)
    for name in ("a1", "a2", "a3", "b1", "b2", "b3"):
        await work.begin(name)
    assert work.begun == ["a1", "a2", "b1", "b2"]
    await work.end("a1")
    assert work.begun[4:] == ["a3"]
    await work.all()


async def test_a_turn_that_is_cancelled_as_it_comes_passes_to_the_next() -> None:
    work = Work(2)
    for name in ("a1", "b1", "a2", "b2"):
        await work.begin(name)
    work.ends["a1"].set()
    work.ends["b1"].set()
    work.tasks["a2"].cancel()  # in the same round of the event loop, which sees the ends first
    await settled()
    assert [work.tasks[name].exception() for name in ("a1", "b1")] == [None, None]
    assert work.begun == ["a1", "b1", "b2"]
    await work.all()


async def test_who_holds_least_comes_next() -> None:
    work = Work(4)
    for name in ("a1", "a2", "b1", "b2", "a3", "a4", "c1"):
        await work.begin(name)
    await work.end("b1")
    assert work.begun[4:] == ["c1"]
    await work.all()


async def test_one_writes_and_others_read_meanwhile() -> None:
    work = Work(8)
    await work.begin("a1", writes=True)
    await work.begin("a2", writes=True)
    await work.begin("a3")
    assert work.begun == ["a1", "a3"]
    await work.begin("b1", writes=True)
    await work.end("a1")
    assert work.begun == ["a1", "a3", "b1", "a2"]
    await work.all()


async def test_a_single_connection_serves_everybody_in_turn() -> None:
    work = Work(1)
    for name in ("a1", "b1", "c1"):
        await work.begin(name)
    assert work.begun == ["a1"]
    await work.end("a1", "b1", "c1")
    assert sorted(work.begun) == ["a1", "b1", "c1"]
    await work.all()


async def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(shares, "MOST_WAITING", 1)
    work = Work(2)
    await work.begin("a1")
    await work.begin("a2")
    with pytest.raises(errors.Busy):
        async with work.shares.turn("a", writes=False):
            raise AssertionError
    with pytest.raises(errors.Busy):
        await work.tasks["a2"]
    await work.all()
    assert work.begun == ["a1"]


@given(st.lists(st.tuples(st.sampled_from(["begin", "write", "end", "cancel"]), st.integers(0, 8)), max_size=40))
def test_any_order_of_beginning_ending_and_giving_up(steps: list[tuple[str, int]]) -> None:
    async def run() -> None:
        work = Work(4)
        for number, (step, which) in enumerate(steps):
            if step in {"begin", "write"}:
                await work.begin(f"{'abc'[which % 3]}{number}", writes=step == "write")
            elif work.ends:
                act = work.end if step == "end" else work.cancel
                await act(list(work.ends)[which % len(work.ends)])
            held = work.shares.held()
            assert held.total() <= 4
            assert max(held.values(), default=0) <= 2
        await work.all()

    asyncio.run(run())


async def test_a_tenant_holds_connections_in_proportion_to_its_weight() -> None:
    work = Work(8, 1, a=3.0)
    for name in ("b1", "b2", "b3", "b4", "a1", "a2", "a3", "a4"):
        await work.begin(name)
    assert {name[0] for name in work.begun} == {"a", "b"}
    assert work.shares.held()["a"] == 3
    await work.end("b1", "b2", "b3", "b4", "a1", "a2", "a3", "a4")
