"""Measure the memory of a server of its own while it answers ever larger questions."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx

from benchmarks.database import Database
from benchmarks.graphs import Question
from benchmarks.service import LINEAGE, post
from benchmarks.stored import Stored

_ASKED: Final = 5
_WARM: Final = 50
_START_SECONDS: Final = 60.0


async def peaks(stored: Stored, database: Database) -> Mapping[int, int]:
    """Return the most bytes that the server held, by the number of vertices reached, smallest first."""
    async with _server(stored, database) as (client, process):
        questions = stored.graph.questions
        for _ in range(_WARM):
            await _reached(client, stored, questions[0])
        return {
            await _reached(client, stored, question): await _peak(client, stored, question, process)
            for question in questions
        }


async def _peak(client: httpx.AsyncClient, stored: Stored, question: Question, process: int) -> int:
    _forget_high_water(process)
    for _ in range(_ASKED):
        await _reached(client, stored, question)
    return _high_water(process)


def _forget_high_water(process: int) -> None:
    Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")


def _high_water(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


async def _reached(client: httpx.AsyncClient, stored: Stored, question: Question) -> int:
    answer = await post(client, LINEAGE, {"of": stored.uid(question.start), "depth": question.depth})
    lineage = answer["data"]["lineage"]
    if not lineage["complete"]:
        raise ValueError("the answer is not complete")
    return int(lineage["totalCount"])


@asynccontextmanager
async def _server(stored: Stored, database: Database) -> AsyncIterator[tuple[httpx.AsyncClient, int]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "cli.main", "serve", "--port", "0", "--json"),
        env=os.environ | {"AMEIDE_HOME": str(database.settings.home), "AMEIDE_TENANT": stored.tenant},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        told = await asyncio.wait_for(process.stdout.readuntil(b"}\n"), _START_SECONDS)
        async with httpx.AsyncClient(base_url=json.loads(told)["url"], timeout=60) as client:
            yield client, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        await process.wait()
