"""The way from a model to a project."""

from pipeline.ir.target import Options
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import FLOW_NODES, WorkflowModel
from pipeline.targets.common import naming
from pipeline.targets.common.source_map import title
from pipeline.targets.execution.builder import Activities, Plan, origin
from pipeline.targets.execution.cases import cases
from pipeline.targets.execution.plan import Origin, Workflow
from pipeline.targets.execution.steps import workflow
from pipeline.targets.execution.work import Catch
from pipeline.targets.temporal_python import support as temporal_support
from pipeline.targets.temporal_python.names import RESERVED
from pipeline.targets.temporal_python.project import TemporalProject


def transform(model: WorkflowModel, options: Options) -> TemporalProject:
    """Make all processes that run one project."""
    processes = scopes.processes(model)
    classes, activities = naming.Names(RESERVED.types), Activities(RESERVED)
    named = {
        process.id: classes.take(naming.camel(process.name), naming.camel(process.source_id or ""), "Workflow1")
        for process in processes
    }
    calls = {process.source_id: named[process.id] for process in reversed(processes) if process.source_id}
    plans = [
        Plan(model, process, named[process.id], calls, activities, str(options["user_tasks"]), RESERVED)
        for process in processes
    ]
    workflows = tuple(workflow(plan) for plan in plans)
    called = title(model)
    return TemporalProject(
        title=called,
        titled=(model.elements if model.name else processes)[0].id,
        slug=_slug(called),
        workflows=workflows,
        activities=tuple(activities.made),
        cases=cases(workflows, activities.made),
        error_codes=_codes(workflows),
        documentation=_documentation(model, plans),
    )


def _documentation(model: WorkflowModel, plans: list[Plan]) -> tuple[Origin, ...]:
    """Elements that people want to know of, and that neither run nor are part of one that does."""
    run = {node for plan in plans for node in (plan.process.id, *plan.step_names)}
    kinds = temporal_support.DOCUMENTED | FLOW_NODES | {"process"}
    shown = (element for element in model.elements if element.kind in kinds and element.id not in run)
    return tuple(origin(element) for element in shown if not element.event_sub_process)


def _slug(title: str) -> str:
    return (naming.snake(title) or "process").replace("_", "-")


def _codes(workflows: tuple[Workflow, ...]) -> dict[str, tuple[str, ...]]:
    caught: list[Catch] = []
    for made in workflows:
        caught += made.handlers.errors
        for step in made.steps:
            caught += step.guard.errors
            if step.work.kind == "nested":
                caught += step.work.handlers.errors
    codes = sorted({catch.code for catch in caught if catch.code})
    return {code: tuple(catch.element for catch in caught if catch.code == code) for code in codes}
