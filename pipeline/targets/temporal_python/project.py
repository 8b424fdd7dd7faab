"""Target model of temporal-python: the execution plan with updates for its tasks."""

from typing import Annotated

from pydantic import StringConstraints

from pipeline.ir.frozen import Frozen
from pipeline.targets.execution.plan import Plan, Process, Task
from pipeline.targets.execution.watching import Identifier


class Update(Frozen):
    """A task that an update finishes, and the method that refuses it while the task is not open."""

    task: Task
    validator: Identifier


class Workflow(Frozen):
    """One process as a workflow class."""

    process: Process
    updates: tuple[Update, ...] = ()


class TemporalProject(Frozen):
    """The values that the templates print."""

    title: str
    titled: str
    """Element that has the title as its name."""
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
    plan: Plan
    workflows: tuple[Workflow, ...]
