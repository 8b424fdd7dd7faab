"""Search for documents that crash, hang or exhaust the pipeline, guided by coverage: `make fuzz`.

Runs for AMEIDE_FUZZ_SECONDS (1800). No input may take 10 seconds of a processor or the process 1 GB. A case that is
found is written to tests/fuzz/found/, where it stays as a test once it is mended.
"""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import atheris

from tests.fuzz.mutation import mutated

with atheris.instrument_imports(include=["pipeline"]):
    from tests.fuzz.target import examine

ROOT = Path(__file__).parents[2]
FOUND = Path(__file__).parent / "found"
LARGEST = 100_000
HANGS = 10  # seconds of the processor: how long it takes on the clock is also for whatever else runs to say


class Hung(Exception):
    """An input took too long."""


def seeds(into: Path) -> int:
    """Copy the documents with which mutation begins, and return their number."""
    corpus = Path(os.environ.get("AMEIDE_CORPUS", ROOT.parent / "shared" / "corpus"))
    real = [path for area in ("bpmn", "archimate") for path in sorted((corpus / area).rglob("*.*"))]
    documents = [*ROOT.glob("examples/*.bpmn"), *ROOT.glob("examples/*.archimate"), *FOUND.glob("*"), *real]
    chosen = [path for path in documents if path.is_file() and path.stat().st_size <= LARGEST]
    for number, path in enumerate(chosen):
        shutil.copyfile(path, into / f"{number}{path.suffix}")
    return len(chosen)


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Change the structure of a document; sometimes its bytes."""
    changed = data if seed % 4 == 0 else mutated(data, seed)
    if changed == data or len(changed) > max_size:
        return bytes(atheris.Mutate(data, max_size))
    return changed


def main() -> None:
    """Fuzz until the time is over or something is found; libFuzzer ends the process."""
    signal.signal(signal.SIGPROF, hung)
    seconds = os.environ.get("AMEIDE_FUZZ_SECONDS", "1800")
    with tempfile.TemporaryDirectory(prefix="ameide-fuzz-") as folder:
        print(f"{seeds(Path(folder))} documents to begin with, {seconds} seconds", flush=True)
        options = [
            f"-max_total_time={seconds}", "-timeout=600", "-report_slow_units=600",
            "-rss_limit_mb=1024", f"-max_len={2 * LARGEST}",
            f"-artifact_prefix={FOUND}/", "-print_final_stats=1", "-reload=0",
        ]  # fmt: skip
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:], folder], examine_quietly, custom_mutator=mutate)
        atheris.Fuzz()


def examine_quietly(content: bytes) -> None:
    """Examine a document without an answer, as libFuzzer expects; its own clock never stops."""
    signal.setitimer(signal.ITIMER_PROF, HANGS)
    try:
        examine(content)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def hung(_number: int, _frame: object) -> None:
    """Raise Hung; the timer calls this."""
    raise Hung


if __name__ == "__main__":
    main()
