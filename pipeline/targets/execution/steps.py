"""Plan one process: its steps, and what they wait for."""

from pipeline.ir.tokens import scopes, ways
from pipeline.ir.workflow import ACTIVITIES, FlowElement
from pipeline.targets.common import naming
from pipeline.targets.execution import compensation
from pipeline.targets.execution.builder import ProcessBuilder, origin
from pipeline.targets.execution.elements import work
from pipeline.targets.execution.exits import leave
from pipeline.targets.execution.handlers import boundary_events, event_sub_processes
from pipeline.targets.execution.loops import loop
from pipeline.targets.execution.mappings import mapping
from pipeline.targets.execution.plan import Join, Process, Start, Step
from pipeline.targets.execution.watching import Way
from pipeline.targets.execution.work import Nothing


def process(builder: ProcessBuilder) -> Process:
    """Return a process with all its steps, in the order of tokens."""
    steps = tuple(_step(builder, node) for node in builder.nodes())
    begin = scopes.beginnings(builder.model, builder.process)
    return Process(
        name=builder.name,
        called=naming.spoken(builder.process.source_id or builder.process.id, "process"),
        origin=origin(builder.process),
        starts=tuple(_start(builder, node) for entered in begin for node in entered),
        alternatives=len(begin) > 1,
        handlers=event_sub_processes(builder, builder.process.id),
        steps=steps,
        ways=_ways(builder, steps),
        inboxes=tuple(builder.inboxes.values()),
        tasks=tuple(builder.tasks),
    )


def _start(builder: ProcessBuilder, node: FlowElement) -> Start:
    return Start(step=builder.step(node), called=naming.called(node.id), origin=origin(node))


def _step(builder: ProcessBuilder, element: FlowElement) -> Step:
    done = work(builder, element)
    return Step(
        name=builder.step(element),
        origin=origin(element),
        work=done,
        mapping=None if isinstance(done, Nothing) else mapping(builder.model, element),
        loop=loop(builder, element) if element.kind in ACTIVITIES else None,
        guard=boundary_events(builder, element),
        undo=_undo(builder, element),
        exit=leave(builder, element),
        join=_join(builder, element),
    )


def _undo(builder: ProcessBuilder, element: FlowElement) -> Way | None:
    found = compensation.of_activity(builder.model, element)
    return Way(step=builder.step(found[1]), element=found[0].id) if found else None


def _join(builder: ProcessBuilder, element: FlowElement) -> Join | None:
    joined = builder.joined(element)
    if joined is None:
        return None
    flows = tuple((flow.id, builder.step_names[flow.source or ""]) for flow in builder.incoming(element))
    return Join(all_of_them=joined == "all", flows=flows)


def _ways(builder: ProcessBuilder, steps: tuple[Step, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if all(step.join is None or step.join.all_of_them for step in steps):
        return ()
    return tuple(
        (step.name, tuple(builder.step_names[node] for node in after if node in builder.step_names))
        for step in steps
        if (after := ways.leads_to(builder.model, builder.model.by_id[step.origin.element]))
    )
