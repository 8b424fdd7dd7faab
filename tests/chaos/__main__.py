"""Kill each process AMEIDE_CHAOS_KILLS (100) times; fail if anything acknowledged is lost or half there.

After AMEIDE_CHAOS_SECONDS (unlimited) no further kill follows.
"""

import asyncio
import hashlib
import itertools
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import psutil

from pipeline.tenant.together import TENANT_RULES
from tests.fixtures.api import GENERATE, IMPORT, order_to_cash

KILLS: Final = int(os.environ.get("AMEIDE_CHAOS_KILLS", "100"))
KINDS: Final = ("postmaster", "backend", "service", "worker")
SECONDS: Final = float(os.environ.get("AMEIDE_CHAOS_SECONDS", "inf"))
READY_SECONDS: Final = 10
WORK_SECONDS: Final = 60
ROOT: Final = Path(__file__).parents[2]
START: Final = """
import asyncio, app
from settings import Settings
asyncio.run(app.serve(Settings(), ready=lambda url: print(url, flush=True)))
"""
HELD: Final = """query($id: ID!, $process: ID!) {
  node(id: $id) { ... on Version {
    source { digest content } elements(first: 1000) { totalCount nodes { sourceId digest } }
    findings(first: 1000) { totalCount nodes { rule severity message element { sourceId } } } } }
  lineage(of: $process, through: [CONTAINS, STATED_IN, PARSED_FROM, VERSION_OF]) {
    complete totalCount edges(first: 1000) { totalCount } } }"""

PROCESS: Final = "Process_Order"
NAMED: Final = "Task_Ship"
"""The task whose name differs from import to import."""
FILES: Final = "query($id: ID!) { node(id: $id) { ... on Build { artefacts(first: 100) { nodes { size content } } } } }"


@dataclass
class Service:
    """A service in a process of its own, that is started again when it was killed."""

    home: Path
    port: int
    process: asyncio.subprocess.Process | None = None
    waits: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    """Seconds until the service was ready again, by the kind of the process that was killed."""

    async def start(self) -> None:
        environment = {**os.environ, "AMEIDE_HOME": str(self.home), "AMEIDE_PORT": str(self.port)}
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", START), cwd=ROOT, env=environment, stdout=-1, stderr=asyncio.subprocess.DEVNULL
        )
        assert self.process.stdout
        assert await asyncio.wait_for(self.process.stdout.readline(), 120), "the service does not start"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.home / "postgres" / "postmaster.pid").read_text().split()[0]))

    def workers(self) -> list[psutil.Process]:
        assert self.process
        children = psutil.Process(self.process.pid).children()
        return [each for each in children if "work.pool.worker" in each.cmdline()]

    async def kill(self, kind: str) -> None:
        """Kill a process of this kind, and wait until the service is ready again."""
        if kind == "service":
            assert self.process
            orphans = self.workers()
            self.process.kill()
            await self.process.wait()
            _, left = psutil.wait_procs(orphans, timeout=5)
            if left:
                raise SystemExit(f"{len(left)} workers outlive their service")
            begun = time.monotonic()
            await self.start()
        else:
            victims = {
                "postmaster": lambda: [self.postmaster()],
                "backend": lambda: self.postmaster().children(),
                "worker": self.workers,
            }[kind]()
            for victim in random.sample(victims, min(1, len(victims))):
                victim.send_signal(signal.SIGKILL)
            begun = time.monotonic()
            await asyncio.sleep(0.1)
        self.waits[kind].append(await self._until_ready(begun))

    async def _until_ready(self, begun: float) -> float:
        async with httpx.AsyncClient(base_url=self.url, timeout=20) as client:
            while True:
                try:
                    if (await client.get("/readyz")).status_code == 200:
                        break
                except httpx.HTTPError:
                    pass
                if time.monotonic() - begun > 12 * READY_SECONDS:
                    raise SystemExit("the service does not come back")
                await asyncio.sleep(0.05)
        return time.monotonic() - begun


async def asked(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any] | None:
    """Return the data of an answer; None if there is none."""
    try:
        body = (await client.post("/graphql", json={"query": query, "variables": variables})).json()
    except (httpx.HTTPError, ValueError):
        return None
    return None if body.get("errors") else body["data"]


async def work(service: Service, name: str, kept: dict[str, str], builds: set[str], ended: asyncio.Event) -> None:
    """Import and generate, and note what was acknowledged."""
    async with httpx.AsyncClient(base_url=service.url, timeout=60) as client:
        for number in itertools.count():
            if ended.is_set():
                return
            document = order_to_cash(ship=f"Ship {name} {number}")
            made = await asked(client, IMPORT, input={"name": f"{name}-{number % 20}", "content": document})
            if made is None or (version := made["importModel"]["version"]) is None:
                await asyncio.sleep(0.05)
                continue
            kept[version["id"]] = hashlib.sha256(document.encode()).hexdigest()
            if number % 5 == 0:
                given = {"version": version["id"], "target": "temporal-python", "options": {}}
                if (generated := await asked(client, GENERATE, input=given)) and generated["generate"]["build"]:
                    builds.add(generated["generate"]["build"]["id"])


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder) / "home", random.randint(20_000, 40_000))
        await service.start()
        kept: dict[str, str] = {}
        builds: set[str] = set()
        ended = asyncio.Event()
        working = [asyncio.create_task(work(service, name, kept, builds, ended)) for name in ("a", "b", "c")]
        begun = time.monotonic()
        for round_, kind in itertools.product(range(KILLS), KINDS):
            if time.monotonic() - begun > SECONDS:
                break
            await progress(kept)
            await asyncio.sleep(random.uniform(0.1, 1.5))
            await service.kill(kind)
            print(
                f"\r{round_ + 1} of {KILLS}: {len(kept)} imports, {len(builds)} builds acknowledged", end="", flush=True
            )
        ended.set()
        await asyncio.gather(*working)
        lost = await compared(service, kept, builds)
        assert service.process
        service.process.terminate()
        await service.process.wait()
    kills = sum(map(len, service.waits.values()))
    print(f"\n{kills} kills, {len(kept)} imports and {len(builds)} builds acknowledged, {len(lost)} lost")
    for kind, waits in service.waits.items():
        if waits:
            middle, slow = statistics.median(waits), max(waits)
            print(f"{kind}: ready again after {middle:.1f} s in the median of {len(waits)}, {slow:.1f} s at most")
    for each in lost:
        print(f"lost or damaged: {each}")
    if lost or max(map(max, filter(None, service.waits.values()))) > READY_SECONDS:
        raise SystemExit(1)


async def progress(kept: dict[str, str]) -> None:
    """Wait until another import is acknowledged, so that there is something to lose on slow machines too."""
    before = len(kept)
    for _ in range(WORK_SECONDS * 20):
        if len(kept) > before:
            return
        await asyncio.sleep(0.05)


async def compared(service: Service, kept: dict[str, str], builds: set[str]) -> list[str]:
    """Return what was acknowledged and is not there as it was: bytes, elements and findings, files of builds."""
    lost = []
    async with httpx.AsyncClient(base_url=service.url, timeout=60) as client:
        whole = await reference(client)
        for version, digest in kept.items():
            held = await asked(client, HELD, id=version, process=f"{version}#{PROCESS}")
            found = (held or {}).get("node")
            if held is None or found is None:
                lost.append(f"{version} is gone")
            elif hashlib.sha256(found["source"]["content"].encode()).hexdigest() != digest:
                lost.append(f"{version} has other bytes")
            elif shape(held) != whole:
                lost.append(f"{version} has other elements, edges or findings: {shape(held)}, not {whole}")
        for build in builds:
            found = (await asked(client, FILES, id=build) or {}).get("node")
            files = found["artefacts"]["nodes"] if found else []
            if not files or any(len(file["content"].encode()) != file["size"] for file in files):
                lost.append(build)
    return lost


async def reference(client: httpx.AsyncClient) -> object:
    made = await asked(client, IMPORT, input={"name": "reference", "content": order_to_cash(ship="Ship")})
    assert made, "the service takes no import after all kills"
    version = made["importModel"]["version"]["id"]
    found = await asked(client, HELD, id=version, process=f"{version}#{PROCESS}")
    assert found
    return shape(found)


def shape(held: dict[str, Any]) -> object:
    """Return what all versions share: elements with their content, edges among them, and findings.

    The task whose name differs is compared by its id alone. Findings about models together are left out: they come and
    go with other models, and all models here are alike.
    """
    version, reached = held["node"], held["lineage"]
    contents = sorted((node["sourceId"] or "", node["digest"]) for node in version["elements"]["nodes"])
    findings = sorted(
        (node["rule"], node["severity"], node["message"], (node["element"] or {}).get("sourceId") or "")
        for node in version["findings"]["nodes"]
        if node["rule"] not in TENANT_RULES
    )
    return (
        version["elements"]["totalCount"],
        [(id_, digest if id_ != NAMED else "") for id_, digest in contents],
        (reached["complete"], reached["totalCount"], reached["edges"]["totalCount"]),
        [found for found in findings if NAMED not in found],
    )


asyncio.run(main())
