"""Test that the service recovers when its database ends, and reports the fault meanwhile."""

import asyncio
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
import pytest

from app import create_app, opened
from settings import Settings
from tests.fixtures.api import Api, order_to_cash

pytestmark = pytest.mark.age

READY_SECONDS: Final = 30
"""Three times what it may take: the machine that runs all tests is busy. `make chaos` measures it."""
DISK: Final = 250_000_000


@asynccontextmanager
async def served(home: Path) -> AsyncIterator[Api]:
    settings = Settings(home=home, tenant="demo")
    async with opened(settings) as store:
        app = create_app(settings, store.graphs, store.tenants)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield Api(client, None, home)  # type: ignore[arg-type]  # nothing is counted here


def postmaster(home: Path) -> psutil.Process:
    return psutil.Process(int((home / "postgres" / "postmaster.pid").read_text().split()[0]))


async def readiness(api: Api) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.client.get("/readyz")).json()
    return answer


async def until(holds: Callable[[dict[str, Any]], bool], api: Api) -> None:
    begun = time.monotonic()
    while not holds(told := await readiness(api)):
        assert time.monotonic() - begun < READY_SECONDS, told
        await asyncio.sleep(0.1)


async def until_ready(api: Api) -> None:
    await until(lambda told: bool(told["ready"]), api)


async def models(api: Api) -> int:
    return int((await api.ask("{ models { totalCount } }"))["models"]["totalCount"])


async def test_a_killed_server_is_back_and_nothing_is_lost(home: Path) -> None:
    async with served(home) as api:
        for number in range(3):
            await api.bring_in(order_to_cash(), f"model-{number}")
            victim = postmaster(home)
            victim.send_signal(signal.SIGKILL)
            victim.wait(10)
            told = await readiness(api)
            assert told["ready"] or "does not answer" in told["checks"]["database"]
            await until_ready(api)
            assert await models(api) == number + 1
        assert (await api.bring_in(order_to_cash(), "model-9")) == "model-9@1"


async def test_a_killed_backend_costs_no_later_request_anything(home: Path) -> None:
    async with served(home) as api:
        await asyncio.gather(*(models(api) for _ in range(8)))
        backends = [each for each in postmaster(home).children() if " t_demo_" in " ".join(each.cmdline())]
        assert backends
        backends[0].send_signal(signal.SIGKILL)
        await asyncio.sleep(0.5)
        await until_ready(api)
        assert await asyncio.gather(*(models(api) for _ in range(16))) == [0] * 16


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    home.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["/usr/bin/mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", home], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a file system of its own cannot be mounted here")
    yield home
    subprocess.run(["/usr/bin/umount", "--lazy", home], check=True)


async def test_a_full_disk_is_told_and_gone_on_from(small_disk: Path) -> None:
    kept = []
    home = small_disk / "home"
    async with served(home) as api:
        filler = small_disk / "filler"
        with filler.open("wb") as file:
            try:
                while True:
                    file.write(b"x" * 1_000_000)
                    file.flush()
            except OSError:
                pass
        codes: set[str] = set()
        for number in range(60):
            body = await api.post(
                "mutation($c: String!, $n: String!) { importModel(input: {content: $c, name: $n}) { version { id } } }",
                c=order_to_cash(more="".join(f'<task id="T{n}" name="task {n}"/>' for n in range(300))),
                n=f"model-{number}",
            )
            codes |= {error["extensions"]["code"] for error in body.get("errors", ())}
            if codes:
                break
            kept.append(f"model-{number}@1")
        assert codes == {"STORE_FULL"}
        postmaster(home).send_signal(signal.SIGKILL)  # as it ends by itself where its log cannot be written
        await until(lambda told: "disk is full" in str(told["checks"]["database"]), api)
        assert "STORE_FULL" in await api.code("{ models { totalCount } }")
        filler.unlink()
        await until_ready(api)
        found = await api.ask("{ models(first: 100) { nodes { current { id } } } }")
        assert {node["current"]["id"] for node in found["models"]["nodes"]} >= set(kept)
        await api.bring_in(order_to_cash(), "afterwards")
