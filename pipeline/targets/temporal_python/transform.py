"""Make the project of a model: its execution plan, with the names that only Temporal asks for."""

from pipeline.ir.target import Options
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets.common import naming
from pipeline.targets.common.naming import Names
from pipeline.targets.common.source_map import title
from pipeline.targets.execution.plan import Process
from pipeline.targets.execution.planning import planned
from pipeline.targets.temporal_python.names import RESERVED
from pipeline.targets.temporal_python.project import Signal, TemporalProject, Update, Workflow


def transform(model: WorkflowModel, options: Options) -> TemporalProject:
    """Return one project for all processes that run."""
    plan = planned(model, RESERVED, people=options["user_tasks"] == "update", unnamed="Workflow1")
    called = title(model)
    return TemporalProject(
        title=called,
        titled=(model.elements if model.name else scopes.processes(model))[0].id,
        slug=_slug(called),
        plan=plan,
        workflows=tuple(map(_workflow, plan.processes)),
    )


def _workflow(process: Process) -> Workflow:
    """Return a process with names for the methods that take its signals and check its updates."""
    known = (*(step.name for step in process.steps), *(task.name for task in process.tasks))
    names = Names({*RESERVED.functions, *known})
    return Workflow(
        process=process,
        signals=tuple(Signal(inbox=inbox, method=names.take(f"on_{inbox.word}")) for inbox in process.inboxes),
        updates=tuple(Update(task=task, validator=names.take(f"check_{task.name}")) for task in process.tasks),
    )


def _slug(title: str) -> str:
    return (naming.snake(title) or "process").replace("_", "-")
