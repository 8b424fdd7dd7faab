"""From one process to one workflow."""

from pipeline.ir.tokens import scopes, ways
from pipeline.ir.workflow import ACTIVITIES, FlowElement
from pipeline.targets.common import naming
from pipeline.targets.execution.builder import Plan, origin
from pipeline.targets.execution.elements import work
from pipeline.targets.execution.exits import leave
from pipeline.targets.execution.handlers import boundary_events, event_sub_processes
from pipeline.targets.execution.loops import loop
from pipeline.targets.execution.plan import Join, Start, Step, Workflow


def workflow(plan: Plan) -> Workflow:
    """A process with all its steps, in document order."""
    steps = tuple(_step(plan, node) for node in plan.nodes())
    begin = scopes.beginnings(plan.model, plan.process)
    return Workflow(
        name=plan.name,
        type=naming.spoken(plan.process.source_id or "", plan.name),
        origin=origin(plan.process),
        starts=tuple(Start(step=plan.step(node), origin=origin(node)) for entered in begin for node in entered),
        alternatives=len(begin) > 1,
        handlers=event_sub_processes(plan, plan.process.id),
        steps=steps,
        ways=_ways(plan, steps),
        inboxes=tuple(plan.inboxes.values()),
        updates=tuple(plan.updates),
    )


def _step(plan: Plan, element: FlowElement) -> Step:
    done = work(plan, element)
    return Step(
        name=plan.step(element),
        origin=origin(element),
        work=done,
        loop=loop(plan, element) if element.kind in ACTIVITIES else None,
        guard=boundary_events(plan, element),
        exit=leave(plan, element),
        join=_join(plan, element),
    )


def _join(plan: Plan, element: FlowElement) -> Join | None:
    joined = plan.joined(element)
    if joined is None:
        return None
    flows = tuple((flow.id, plan.step_names[flow.source or ""]) for flow in plan.incoming(element))
    return Join(all_of_them=joined == "all", flows=flows)


def _ways(plan: Plan, steps: tuple[Step, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if all(step.join is None or step.join.all_of_them for step in steps):
        return ()
    return tuple(
        (step.name, tuple(plan.step_names[node] for node in after if node in plan.step_names))
        for step in steps
        if (after := ways.leads_to(plan.model, plan.model.by_id[step.origin.element]))
    )
