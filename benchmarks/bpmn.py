"""Checking BPMN documents from the command line, against bpmnlint over the same files: what whole processes take."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bounds import Bound, Row
from benchmarks.interleaved import interleaved, median_ms, ratio

ROOT = Path(__file__).parents[1]
PEER = Path(__file__).parent / "bpmnlint"
AMEIDE = [sys.executable, "-c", "from cli.main import main; main()", "validate"]
TARGET = 2.0
"""Ours checks more than a hundred rules and behaviour, theirs 25 rules; both start an interpreter."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Times of both parsers for the same documents."""

    documents: int
    ours_ms: float
    theirs_ms: float
    ratio: float

    def row(self) -> Row:
        return Row(
            f"check {self.documents} BPMN documents with `ameide validate`, against `bpmnlint` with its recommended "
            "rules: whole processes, start and report included",
            f"{self.ours_ms:.0f} ms",
            f"{self.theirs_ms:.0f} ms",
            self.ratio,
            Bound(TARGET),
        )


def documents() -> list[str]:
    """Return the examples, and the real documents where there are any."""
    corpus = Path(os.environ.get("AMEIDE_CORPUS", ROOT.parent / "shared" / "corpus")) / "bpmn"
    return [str(path) for path in (*sorted(ROOT.glob("examples/*.bpmn")), *sorted(corpus.rglob("*.bpmn")))]


async def measure(seconds: float = 30) -> Measured | None:
    """Compare both linters; return None where there is no Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    with tempfile.TemporaryDirectory(prefix="ameide-bpmnlint-") as folder:
        place = Path(folder)
        await asyncio.to_thread(_install, npm, place)
        peer = [node, str(place / "node_modules" / "bpmnlint" / "bin" / "bpmnlint.js")]
        files = documents()
        ways = {"ours": lambda: _run([*AMEIDE, *files], place), "theirs": lambda: _run([*peer, *files], place)}
        times = await interleaved(ways, seconds=seconds, most=10, least=3, warm=1)
    return Measured(len(files), median_ms(times, "ours"), median_ms(times, "theirs"), ratio(times, "ours", "theirs"))


def _install(npm: str, place: Path) -> None:
    """Install the pinned linter with its configuration."""
    for file in PEER.iterdir():
        shutil.copy(file, place)
    subprocess.run([npm, "ci"], cwd=place, check=True, capture_output=True)


async def _run(command: list[str], place: Path) -> None:
    """Run a linter. Its exit status 1 means findings; anything above is a failure."""
    path = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=place,
        env={**os.environ, "PYTHONPATH": path, "AMEIDE_HOME": str(place)},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {said.decode(errors='replace')[-500:]}")


if __name__ == "__main__":
    found = asyncio.run(measure())
    print(found.row().line() if found else "there is no Node")
