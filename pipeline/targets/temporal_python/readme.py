"""List for the README how to start, what the processes wait for, and which element became what."""

import json
from collections.abc import Iterator
from typing import Final

from pipeline.ir.frozen import Frozen
from pipeline.targets.execution.plan import Case, Origin
from pipeline.targets.execution.watching import Identifier
from pipeline.targets.temporal_python.project import TemporalProject

_LONGEST: Final = 200


class Row(Frozen):
    """One element and the method it became."""

    origin: Origin
    process: str
    """Element of the workflow."""
    workflow: Identifier
    step: Identifier


def rows(project: TemporalProject) -> Iterator[Row]:
    """Yield every element that runs, in the order of the methods."""
    for process in project.plan.processes:
        for step in process.steps:
            yield Row(origin=step.origin, process=process.origin.element, workflow=process.name, step=step.name)


def samples(project: TemporalProject) -> dict[Identifier, Case]:
    """Return a case for each workflow, whose input takes it to its end; none where that is long."""
    found: dict[Identifier, Case] = {}
    for case in project.plan.cases:
        if len(json.dumps(case.variables)) < _LONGEST:
            found.setdefault(case.process, case)
    return found


def expected(project: TemporalProject) -> dict[str, tuple[str, ...]]:
    """Return messages and signals that a token comes to wait for, each with the elements that state it."""
    found: dict[str, tuple[str, ...]] = {}
    for inbox in (inbox for process in project.plan.processes for inbox in process.inboxes if inbox.expected):
        found[inbox.name] = (*found.get(inbox.name, ()), *inbox.elements)
    return found


def queues(project: TemporalProject, chosen: str) -> dict[str, tuple[str, ...]]:
    """Return task queues, each with the processes that it is named after: the chosen one, or one for each process."""
    if chosen:
        return {chosen: ()}
    found: dict[str, tuple[str, ...]] = {}
    for process in sorted(project.plan.processes, key=lambda process: process.called):
        found[process.called] = (*found.get(process.called, ()), process.origin.element)
    return found
