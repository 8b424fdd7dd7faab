"""Start a service in a process of its own, with tenants that hold the examples."""

import asyncio
import json
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from app import EXAMPLES
from benchmarks.load.client import Client

TENANTS: Final = ("calm", "noisy")
ROOT: Final = Path(__file__).parents[2]
_PREPARE: Final = """
import asyncio, json, sys
from pathlib import Path
from app import opened
from auth.tokens import issue
from settings import Settings
home, tenants = Path(sys.argv[1]), sys.argv[2:]
async def main():
    async with opened(Settings(home=home)) as store:
        for tenant in tenants:
            await store.tenants.create(tenant)
asyncio.run(main())
print(json.dumps({tenant: issue(home, tenant, "load") for tenant in tenants}))
"""
_START: Final = """
import asyncio, app
from settings import Settings
asyncio.run(app.serve(Settings(), ready=lambda url: print(url, flush=True)))
"""
_IMPORT: Final = "mutation($input: ImportModelInput!) { importModel(input: $input) { unchanged problems { code } } }"
_GENERATE: Final = "mutation($input: GenerateInput!) { generate(input: $input) { reused problems { code } } }"


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs."""

    port: int
    process: psutil.Process
    tokens: dict[str, str]

    def clients(self, tenant: str, number: int) -> Sequence[Client]:
        return [Client(self.port, self.tokens[tenant]) for _ in range(number)]

    def megabytes(self) -> dict[str, float]:
        """Return the memory of the service with its workers, and of the database, shared pages counted once."""
        below = self.process.children(recursive=True)
        return {
            "service": _proportional([self.process, *(each for each in below if "postgres" not in each.name())]),
            "database": _proportional([each for each in below if "postgres" in each.name()] or _postgres()),
        }


@asynccontextmanager
async def served(code: Path = ROOT) -> AsyncIterator[Service]:
    """Start the service of this checkout, or of another one, and fill its tenants."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        tokens = json.loads(await _printed(code, _PREPARE, str(home), *TENANTS))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _START),
            cwd=code,
            env={**_environment(), "AMEIDE_HOME": str(home), "AMEIDE_PORT": str(port)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            assert process.stdout
            if not await asyncio.wait_for(process.stdout.readline(), 120):
                raise SystemExit("the service does not start")
            service = Service(port, psutil.Process(process.pid), tokens)
            await _fill(service)
            yield service
        finally:
            process.terminate()
            await process.wait()


async def _printed(code: Path, script: str, *arguments: str) -> str:
    """Return what a script prints that runs with the code of a checkout."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", script, *arguments), cwd=code, env=_environment(), stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    if process.returncode:
        raise SystemExit(f"the service of {code} cannot be prepared")
    return printed.decode()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("AMEIDE_")}


async def _fill(service: Service) -> None:
    for tenant in TENANTS:
        (client,) = service.clients(tenant, 1)
        for path in sorted(EXAMPLES.glob("*.bpmn")):
            given = {"name": path.stem, "content": path.read_text()}
            built = {"version": path.stem, "target": "temporal-python"}
            if not (await client.ask(_IMPORT, {"input": given}) and await client.ask(_GENERATE, {"input": built})):
                raise SystemExit(f"{path.name} cannot be imported and generated")
        client.close()


def _postgres() -> list[psutil.Process]:
    """Return the processes of the embedded server, which is in a session of its own."""
    return [each for each in psutil.process_iter(["name"]) if each.info["name"] == "postgres"]


def _proportional(processes: Sequence[psutil.Process]) -> float:
    total = 0
    for each in processes:
        try:
            found = each.memory_full_info()
        except psutil.Error:
            continue
        total += getattr(found, "pss", found.uss)
    return total / 1e6
