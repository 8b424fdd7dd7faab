"""Generating for an unchanged model again, against generating the first time, through the façade on a real store."""

import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.logins import logins
from graph.tenants.administration import Tenants
from pipeline.ir.document import Actor, Document
from pipeline.operations.generate import generate
from pipeline.operations.import_ import import_document
from settings import Settings

TARGET: Final = 20.0
"""Smallest allowed ratio of the time of the first generation to that of the second."""
_TASKS: Final = 100
_RUNS: Final = 9
_ACTOR: Final = Actor(issuer="ameide", subject="benchmarks")


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds (medians) and the median of the runs' ratios."""

    elements: int
    first_ms: float
    again_ms: float
    ratio: float


async def measure() -> Measured:
    """Import a new version, generate, and generate again, in every run, in a database of its own."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), database_url=None)
        async with logins(settings) as found:
            tenants = Tenants(found, schema)
            await tenants.migrate()
            await tenants.create("bench")
            graphs = await AgeGraphs.open(found, settings)
            try:
                return _summary([await _once(graphs, run) for run in range(_RUNS)])
            finally:
                await graphs.close()


async def _once(graphs: AgeGraphs, run: int) -> tuple[float, float]:
    imported = await import_document(Document(content=_process(run), name="steps"), graphs, "bench", _ACTOR)
    assert imported.version is not None, imported.problems
    times = []
    for reused in (False, True):
        begun = time.perf_counter()
        made = await generate(imported.version, "temporal-python", {}, graphs, "bench", _ACTOR)
        times.append((time.perf_counter() - begun) * 1000)
        assert made.build is not None, made.problems
        assert made.reused is reused
    return times[0], times[1]


def _summary(times: list[tuple[float, float]]) -> Measured:
    return Measured(
        elements=2 * _TASKS + 5,
        first_ms=statistics.median(first for first, _ in times),
        again_ms=statistics.median(again for _, again in times),
        ratio=statistics.median(first / again for first, again in times),
    )


def _process(run: int) -> bytes:
    """Return a sequence of tasks; the run's number makes each document another version."""
    nodes = ["Start", *(f"Task_{number}" for number in range(_TASKS)), "End"]
    flows = "".join(
        f'<sequenceFlow id="Flow_{number}" sourceRef="{nodes[number]}" targetRef="{nodes[number + 1]}"/>'
        for number in range(len(nodes) - 1)
    )
    tasks = "".join(f'<serviceTask id="{node}" name="Step {run} of {node}"/>' for node in nodes[1:-1])
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Definitions" targetNamespace="t">'
        f'<process id="Steps" isExecutable="true"><startEvent id="Start"/>{tasks}<endEvent id="End"/>{flows}</process>'
        "</definitions>"
    ).encode()


if __name__ == "__main__":
    print(asyncio.run(measure()))
