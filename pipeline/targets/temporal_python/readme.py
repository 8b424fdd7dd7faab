"""What the README lists: how to start, what the processes wait for, which element became what."""

import json
from collections.abc import Iterator
from typing import Final

from pipeline.ir.frozen import Frozen
from pipeline.targets.execution.plan import Inbox, Origin
from pipeline.targets.execution.work import Identifier
from pipeline.targets.temporal_python.project import TemporalProject

_LONGEST: Final = 200


class Row(Frozen):
    """One element and the method it became."""

    origin: Origin
    workflow: Identifier
    step: Identifier


def rows(project: TemporalProject) -> Iterator[Row]:
    """Every element that runs, in the order of the methods."""
    for workflow in project.workflows:
        for step in workflow.steps:
            yield Row(origin=step.origin, workflow=workflow.name, step=step.name)


def samples(project: TemporalProject) -> dict[Identifier, str]:
    """An input for each workflow that takes it to its end, as JSON; none where that is long."""
    found: dict[Identifier, str] = {}
    for case in project.cases:
        text = json.dumps(case.variables)
        if len(text) < _LONGEST:
            found.setdefault(case.workflow, text)
    return found


def expected(project: TemporalProject) -> tuple[Inbox, ...]:
    """Messages and signals that a token comes to wait for, each name once."""
    found = {inbox.name: inbox for workflow in project.workflows for inbox in workflow.inboxes if inbox.expected}
    return tuple(found.values())
