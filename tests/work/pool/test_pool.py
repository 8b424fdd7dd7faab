"""Test workers: limits, crashes, cancellation, and that nothing of a worker is left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from pipeline.ir.workshop import TooComplex, WorkerLost
from tests.work.pool import jobs
from work.pool.limits import Limits
from work.pool.pool import Pool

ROOT = Path(__file__).parents[3]
PATIENCE = 20.0


@pytest_asyncio.fixture(scope="module")
async def pool() -> AsyncIterator[Pool]:
    async with Pool(2, Limits(), []) as pool:
        yield pool


async def until(path: Path) -> int:
    """Wait until a piece of work has begun; its process."""
    end = time.monotonic() + PATIENCE
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
    return int(path.read_text())


def alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


async def gone(pid: int) -> None:
    end = time.monotonic() + PATIENCE
    while alive(pid):
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


async def test_what_never_changes_is_asked_of_a_process_once() -> None:
    async with Pool(1, Limits(), []) as pool:
        first = await pool.constant("a", jobs.pid)
        await pool.run("a", jobs.doubled, 1)
        assert await pool.constant("b", jobs.pid) == first
        assert [await pool.constant("a", jobs.doubled, each) for each in (1, 2, 1)] == [2, 4, 2]
        with pytest.raises(LookupError):
            await pool.constant("a", jobs.fail)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        assert await pool.constant("c", jobs.pid) == first


async def test_results_and_exceptions_come_back(pool: Pool) -> None:
    assert await pool.run("a", jobs.doubled, 21) == 42
    with pytest.raises(LookupError, match="this is wrong") as raised:
        await pool.run("a", jobs.fail)
    assert "jobs.py" in "".join(raised.value.__notes__)
    with pytest.raises(RuntimeError, match="Odd: onetwo"):
        await pool.run("a", jobs.fail_oddly)
    await pool.run("a", jobs.shout)
    assert await pool.run("a", jobs.doubled, 2) == 4


async def test_processes_start_on_first_use_and_one_more_waits() -> None:
    async with Pool(1, Limits(), []) as pool:
        assert pool.pids == []
        first = await pool.run("a", jobs.pid)
        end = time.monotonic() + PATIENCE
        while len(pool.pids) < 2:
            assert time.monotonic() < end
            await asyncio.sleep(0.01)
        pids = pool.pids
        assert first in pids
        assert await pool.run("a", jobs.pid) == first
    for pid in pids:
        await gone(pid)


async def test_what_takes_too_long_says_where_and_what_to_do() -> None:
    async with Pool(1, Limits(seconds=0.3), []) as pool:
        with pytest.raises(TooComplex) as stopped:
            await pool.run("a", jobs.spin, about="the document 'x.bpmn'")
        told = str(stopped.value)
        assert "'x.bpmn'" in told
        assert "at the rule that spins" in told
        assert "AMEIDE_WORKER_SECONDS" in told
        assert stopped.value.problem.code == "TOO_COMPLEX"
        assert await pool.run("a", jobs.doubled, 1) == 2


async def test_processor_time_is_limited() -> None:
    async with Pool(1, Limits(cpu_seconds=0.1), []) as pool:
        with pytest.raises(TooComplex, match=r"processor time.*AMEIDE_WORKER_CPU_SECONDS"):
            await pool.run("a", jobs.spin)


@pytest.mark.parametrize("greedy", [jobs.fill, jobs.share])
async def test_memory_is_limited(greedy: object) -> None:
    async with Pool(1, Limits(memory_bytes=256 * 1024**2), []) as pool:
        with pytest.raises(TooComplex, match=r"256 MiB of memory.*AMEIDE_WORKER_MEMORY_BYTES"):
            await pool.run("a", greedy, 512 * 1024**2)  # type: ignore[arg-type]
        assert await pool.run("a", jobs.doubled, 1) == 2


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT], ids=lambda each: each.name)
async def test_a_crash_hurts_nobody_else(pool: Pool, number: signal.Signals) -> None:
    other = asyncio.create_task(pool.run("a", jobs.spin, 0.3))
    with pytest.raises(WorkerLost, match=number.name):
        await pool.run("b", jobs.die, number)
    assert await other == "done"
    assert await pool.run("b", jobs.doubled, 1) == 2


async def test_who_leaves_has_nothing_done_any_further(pool: Pool, tmp_path: Path) -> None:
    asked = asyncio.create_task(pool.run("a", jobs.wait, str(tmp_path / "begun")))
    pid = await until(tmp_path / "begun")
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await gone(pid)
    assert await pool.run("a", jobs.doubled, 1) == 2


async def test_who_leaves_the_queue_is_forgotten(tmp_path: Path) -> None:
    async with Pool(1, Limits(), []) as pool:
        first = asyncio.create_task(pool.run("a", jobs.wait, str(tmp_path / "first"), 0.5))
        await until(tmp_path / "first")
        queued = asyncio.create_task(pool.run("a", jobs.wait, str(tmp_path / "queued")))
        await asyncio.sleep(0.05)
        queued.cancel()
        await first
        assert await pool.run("a", jobs.doubled, 1) == 2
        assert not (tmp_path / "queued").exists()


async def test_a_small_task_of_another_tenant_waits_for_no_heavy_one() -> None:
    async with Pool(1, Limits(), []) as pool:
        await pool.run("b", jobs.doubled, 1)
        heavy = [asyncio.create_task(pool.run("a", jobs.spin)) for _ in range(8)]
        await asyncio.sleep(0.2)
        assert await pool.run("b", jobs.doubled, 1) == 2
        assert not heavy[0].done()
        for each in heavy:
            each.cancel()
        await asyncio.gather(*heavy, return_exceptions=True)


async def test_a_process_that_is_used_up_is_replaced() -> None:
    async with Pool(1, Limits(tasks=2), []) as pool:
        first, second, third = [await pool.run("a", jobs.pid) for _ in range(3)]
        assert first == second != third


async def test_a_process_that_was_killed_while_it_waited_is_replaced(pool: Pool) -> None:
    for _ in range(3):
        os.kill(await pool.run("a", jobs.pid), signal.SIGKILL)
        assert await pool.run("a", jobs.doubled, 1) == 2


async def test_a_worker_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMEIDE_DATABASE_URL", "postgresql://ameide:secret@db/ameide")
    monkeypatch.setenv("PGPASSWORD", "secret")
    async with Pool(1, Limits(), []) as pool:
        seen = await pool.run("a", jobs.environment)
        pid = await pool.run("a", jobs.pid)
        assert "secret" not in str(seen)
        assert b"secret" not in Path(f"/proc/{pid}/environ").read_bytes()
        assert not psutil.Process(pid).net_connections("inet")


async def test_a_sealed_value_passes_unopened(pool: Pool) -> None:
    found = await pool.run("a", jobs.sealed, 1000)
    assert await pool.run("a", jobs.opened, found) == 1000  # the process that made it
    os.kill(await pool.run("a", jobs.pid), signal.SIGKILL)
    assert await pool.run("a", jobs.opened, found) == 1000  # another one
    assert found.open() == [*range(1000)]
    assert await (await pool.run("a", jobs.parts, 1001)).whole() == (*range(1001),)


KILLED = """
import asyncio, sys
from tests.work.pool import jobs
from work.pool.limits import Limits
from work.pool.pool import Pool

async def main():
    pool = Pool(1, Limits(), [])
    await pool.run("a", jobs.doubled, 1)
    await asyncio.gather(pool.run("a", jobs.wait, sys.argv[1]), pool.run("b", jobs.spin))

asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV], ids=lambda each: each.name)
async def test_no_worker_outlives_its_master(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "begun")], cwd=ROOT) as master:  # noqa: ASYNC220
        await until(tmp_path / "begun")
        workers = psutil.Process(master.pid).children()
        assert len(workers) >= 2
        master.send_signal(number)
        master.wait()
    for each in workers:
        await gone(each.pid)
