"""The target temporal-python: its description, its options, and the way from a model to a project."""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from pipeline.ir.document import Problem
from pipeline.ir.generated import Option, Target
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import FLOW_NODES, WorkflowModel
from pipeline.targets.temporal_python import names
from pipeline.targets.temporal_python import support as temporal_support
from pipeline.targets.temporal_python.cases import cases
from pipeline.targets.temporal_python.plan import Activities, Plan, origin
from pipeline.targets.temporal_python.project import Origin, TemporalProject, Workflow
from pipeline.targets.temporal_python.project_work import Catch
from pipeline.targets.temporal_python.workflows import workflow

TARGET: Final = Target(
    name="temporal-python",
    title="Temporal workflows in Python",
    description="A project for the Temporal Python SDK: workflows, activities, worker, tests, container.",
    formats=("bpmn",),
    options=(
        Option(
            name="user_tasks",
            description="How a user or manual task is done: an update finishes it, or an activity does it.",
            default="update",
            choices=("update", "activity"),
        ),
        Option(
            name="task_queue",
            description="Task queue of the worker; empty: one for each process, named as its id.",
            default="",
        ),
        Option(name="activity_timeout_seconds", description="Longest time one try of an activity takes.", default=300),
        Option(name="maximum_attempts", description="Tries of an activity before it has failed; 0: no end.", default=5),
    ),
    supported=temporal_support.SUPPORTED,
)


class TemporalPython:
    """Processes become workflows."""

    info = TARGET

    def unsupported(self, model: WorkflowModel) -> tuple[Problem, ...]:
        """Every element that cannot be run."""
        return temporal_support.unsupported(model)

    def transform(self, model: WorkflowModel, options: Mapping[str, JsonValue]) -> TemporalProject:
        """All processes that run, as one project."""
        processes = scopes.processes(model)
        classes, activities = names.classes(), Activities()
        named = {
            process.id: classes.take(names.camel(process.name), names.camel(process.source_id or ""), "Workflow1")
            for process in processes
        }
        calls = {process.source_id: named[process.id] for process in reversed(processes) if process.source_id}
        plans = [
            Plan(model, process, named[process.id], calls, activities, str(options["user_tasks"]))
            for process in processes
        ]
        workflows = tuple(workflow(plan) for plan in plans)
        title = model.name or (processes[0].label if processes else "Process")
        return TemporalProject(
            title=title,
            slug=_slug(title),
            digest=model.content_digest,
            workflows=workflows,
            activities=tuple(activities.made),
            cases=cases(workflows, activities.made),
            error_codes=_codes(workflows),
            documentation=_documentation(model, plans),
            flows=tuple(origin(flow) for plan in plans for flow in plan.flows()),
            beside=tuple(origin(element) for element in model.elements if element.event_sub_process),
        )


def _documentation(model: WorkflowModel, plans: list[Plan]) -> tuple[Origin, ...]:
    """Elements that people want to know of, and that neither run nor are part of one that does."""
    run = {node for plan in plans for node in (plan.process.id, *plan.step_names)}
    kinds = temporal_support.DOCUMENTED | FLOW_NODES | {"process"}
    shown = (element for element in model.elements if element.kind in kinds and element.id not in run)
    return tuple(origin(element) for element in shown if not element.event_sub_process)


def _slug(title: str) -> str:
    return (names.snake(title) or "process").replace("_", "-")


def _codes(workflows: tuple[Workflow, ...]) -> tuple[str, ...]:
    caught: set[Catch] = set()
    for made in workflows:
        caught.update(made.handlers.errors)
        for step in made.steps:
            caught.update(step.guard.errors)
            if step.work.kind == "nested":
                caught.update(step.work.handlers.errors)
    return tuple(sorted({catch.code for catch in caught if catch.code}))
