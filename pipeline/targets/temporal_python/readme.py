"""What the README lists: how to start, what the processes wait for, which element became what."""

import json
from collections.abc import Iterator
from typing import Final

from pipeline.ir.frozen import Frozen
from pipeline.targets.execution.plan import Case, Origin
from pipeline.targets.execution.work import Identifier
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
    """Every element that runs, in the order of the methods."""
    for workflow in project.workflows:
        for step in workflow.steps:
            process = workflow.origin.element
            yield Row(origin=step.origin, process=process, workflow=workflow.name, step=step.name)


def samples(project: TemporalProject) -> dict[Identifier, Case]:
    """Return a case for each workflow, whose input takes it to its end; none where that is long."""
    found: dict[Identifier, Case] = {}
    for case in project.cases:
        if len(json.dumps(case.variables)) < _LONGEST:
            found.setdefault(case.workflow, case)
    return found


def expected(project: TemporalProject) -> dict[str, tuple[str, ...]]:
    """Return messages and signals that a token comes to wait for, each with the elements that state it."""
    found: dict[str, tuple[str, ...]] = {}
    for inbox in (inbox for workflow in project.workflows for inbox in workflow.inboxes if inbox.expected):
        found[inbox.name] = (*found.get(inbox.name, ()), *inbox.elements)
    return found


def queues(project: TemporalProject, chosen: str) -> dict[str, tuple[str, ...]]:
    """Return task queues, each with the processes that it is named after: the chosen one, or one for each process."""
    if chosen:
        return {chosen: ()}
    found: dict[str, tuple[str, ...]] = {}
    for workflow in sorted(project.workflows, key=lambda workflow: workflow.type):
        found[workflow.type] = (*found.get(workflow.type, ()), workflow.origin.element)
    return found
