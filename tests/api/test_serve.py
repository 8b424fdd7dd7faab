"""Test the service as a process: it starts, serves, stops at a signal, and starts again with its data."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.fixtures.api import IMPORT, order_to_cash

ROOT = Path(__file__).parents[2]
START = """
import asyncio, app
from settings import Settings
asyncio.run(app.serve(Settings(), ready=lambda url: print(url, flush=True)))
"""
PATIENCE = 60


@contextmanager
def running(home: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = {"PATH": "/usr/bin:/bin", "AMEIDE_HOME": str(home), "AMEIDE_PORT": "0", **settings}
    process = subprocess.Popen(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE)


def ended(process: subprocess.Popen[str], number: signal.Signals) -> str:
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    return said


def test_a_long_import_is_undone_at_a_signal_and_its_client_is_told(tmp_path: Path) -> None:
    tasks = "".join(f'<task id="T{number}" name="task {number}"/>' for number in range(30_000))
    sent = {"query": IMPORT, "variables": {"input": {"content": order_to_cash(more=tasks), "name": "large"}}}
    with running(tmp_path, AMEIDE_GRACE_SECONDS="1") as (process, url), ThreadPoolExecutor() as threads:
        answer = threads.submit(httpx.post, f"{url}/graphql", json=sent, timeout=PATIENCE)
        time.sleep(2)  # it is being read or checked now
        begun = time.monotonic()
        ended(process, signal.SIGTERM)
        assert time.monotonic() - begun < 20  # seconds of grace, of undoing and of stopping the database
        told = answer.result()
        assert (told.status_code, told.json()["errors"][0]["extensions"]["code"]) == (503, "SHUTTING_DOWN")
    with running(tmp_path) as (_, url):
        found = httpx.post(f"{url}/graphql", json={"query": "{ models { totalCount } }"}, timeout=PATIENCE).json()
        assert found["data"] == {"models": {"totalCount": 0}}


def plug_in(folder: Path) -> Path:
    """Install a target whose module does not exist, and return where."""
    metadata = folder / "ameide_lost-1.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: ameide-lost\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[ameide.targets]\nlost = nowhere_at_all:TARGET\n")
    return folder


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_what_it_started_and_keeps_what_it_stored(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path, PYTHONPATH=str(plug_in(tmp_path / "installed"))) as (process, url):
        ready = httpx.get(f"{url}/readyz", timeout=PATIENCE)
        assert (ready.status_code, ready.json()["ready"]) == (200, True)
        assert ready.json()["brokenPlugins"] == [{"group": "ameide.targets", "name": "lost"}]
        assert set(ready.json()["checks"]) >= {"database", "age", "migrations"}
        given = {"name": "order-to-cash", "content": order_to_cash()}
        made = httpx.post(f"{url}/graphql", json={"query": IMPORT, "variables": {"input": given}}, timeout=PATIENCE)
        assert made.json()["data"]["importModel"]["version"]["id"] == "order-to-cash@1"
        said = ended(process, number)
    assert '"POST /graphql 200 in' in said
    assert '"traceId":"' in said
    assert '"message":"the plug-in lost of ameide.targets is left out: nowhere_at_all:TARGET cannot be loaded' in said
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()
    began = time.monotonic()
    with running(tmp_path) as (_, url):
        assert time.monotonic() - began < 15
        found = httpx.post(f"{url}/graphql", json={"query": "{ models { nodes { id } } }"}, timeout=PATIENCE).json()
    assert found["data"]["models"]["nodes"] == [{"id": "order-to-cash"}]


def test_beyond_loopback_it_does_not_start_and_says_why(tmp_path: Path) -> None:
    with running(tmp_path, AMEIDE_HOST="0.0.0.0") as (process, url):
        _, said = process.communicate(timeout=PATIENCE)
    assert (url, process.returncode) == ("", 1)
    assert "AMEIDE_AUTH_KEYS" in said.splitlines()[-1]
    assert not (tmp_path / "postgres").exists()
