"""Make the project of a model: its execution plan, with the names that only Temporal asks for."""

from pipeline.ir.target import Options
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets.common import naming
from pipeline.targets.common.naming import Names
from pipeline.targets.common.source_map import title
from pipeline.targets.execution import memory as memories
from pipeline.targets.execution.memory import Memory
from pipeline.targets.execution.plan import Process
from pipeline.targets.execution.planning import planned
from pipeline.targets.temporal_python.names import RESERVED
from pipeline.targets.temporal_python.project import TemporalProject, Update, Workflow


def transform(model: WorkflowModel, options: Options) -> TemporalProject:
    """Return one project for all processes that run."""
    memory, called = Memory(str(options.get(memories.PATH, ""))), title(model)
    slug = memory.names("project").take(naming.snake(called) or "process", key=memories.PROJECT)
    people = options["user_tasks"] == "update"
    plan = planned(model, RESERVED, people=people, unnamed="Workflow1", memory=memory)
    return TemporalProject(
        title=called,
        titled=(model.elements if model.name else scopes.processes(model))[0].id,
        slug=slug.replace("_", "-").lower(),
        plan=plan,
        workflows=tuple(map(_workflow, plan.processes)),
    )


def _workflow(process: Process) -> Workflow:
    """Return a process with names for the methods that check its updates."""
    addresses = (address.method for inbox in process.inboxes for address in inbox.called)
    known = (*(step.name for step in process.steps), *(task.name for task in process.tasks), *addresses)
    names = Names({*RESERVED.functions, *known})
    return Workflow(
        process=process,
        updates=tuple(Update(task=task, validator=names.take(f"check_{task.name}")) for task in process.tasks),
    )
