"""What the parts of one process share while they are made: its names, its activities, its inboxes."""

from collections.abc import Iterator
from dataclasses import InitVar, dataclass, field
from typing import Literal

from pipeline.ir.tokens import ways
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.targets.common import naming
from pipeline.targets.common.naming import Names, Reserved
from pipeline.targets.execution.plan import Activity, Inbox, Origin, Update
from pipeline.targets.execution.work import Hop


def origin(element: FlowElement) -> Origin:
    """Where something comes from, as its comments and the source map say it."""
    return Origin(
        element=element.id,
        kind=element.kind,
        label=element.label,
        stated_id=element.source_id or element.id,
        line=element.line,
        documentation=element.documentation,
    )


class Activities:
    """The functions of activities.py, all processes together."""

    def __init__(self, reserved: Reserved) -> None:
        self._names = Names(reserved.functions)
        self.made: list[Activity] = []

    def add(self, element: FlowElement, role: str, *wanted: str, **more: object) -> str:
        """Make an activity and answer its name."""
        name = self._names.take(*wanted, "activity")
        made = Activity.model_validate({"name": name, "origin": origin(element), "role": role, **more})
        self.made.append(made)
        return name


@dataclass
class Plan:
    """One process on its way to a workflow."""

    model: WorkflowModel
    process: FlowElement
    name: str
    """Name of its class."""
    calls: dict[str, str]
    """Class by process id as stated."""
    activities: Activities
    user_tasks: str
    reserved: InitVar[Reserved]
    methods: Names = field(init=False)
    spoken: Names = field(init=False)
    step_names: dict[str, str] = field(default_factory=dict)
    """Method by element id."""
    inboxes: dict[tuple[bool, str], Inbox] = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)

    def __post_init__(self, reserved: Reserved) -> None:
        """Name every step, in document order."""
        self.methods, self.spoken = Names(reserved.functions), Names(reserved.spoken)
        for node in self.nodes():
            wanted = (naming.snake(node.name), naming.snake(node.source_id or ""), naming.snake(node.kind))
            self.step_names[node.id] = self.methods.take(*wanted, "step")

    def nodes(self) -> Iterator[FlowElement]:
        """What becomes a step, in the order tokens go: every flow node but the frame of an event sub-process."""
        return (node for node in ways.in_order(self.model, self.process) if not node.event_sub_process)

    def step(self, element: FlowElement) -> str:
        """The method of an element."""
        return self.step_names[element.id]

    def update(self, element: FlowElement) -> str:
        """An update that finishes a task."""
        method = self.methods.take(f"complete_{self.step(element)}")
        self.spoken.take(method)
        validator = self.methods.take(f"check_{method}")
        self.updates.append(Update(method=method, validator=validator, origin=origin(element)))
        return method

    def inbox(self, element: FlowElement, *, broadcast: bool, expected: bool) -> str:
        """The Temporal signal for what an event waits for; several events may share one."""
        stated = self._stated(element)
        text = stated.name or stated.source_id or "" if stated else element.name
        key = (broadcast, stated.id if stated else element.id)
        known = self.inboxes.get(key)
        if known is None:
            name = self.spoken.take(naming.spoken(text, self.step(element)))
            method = self.methods.take(f"on_{naming.snake(text) or self.step(element)}")
            shown = (origin(stated),) if stated else ()
            known = Inbox(method=method, name=name, broadcast=broadcast, origins=shown)
        more = {"origins": (*known.origins, origin(element)), "expected": known.expected or expected}
        self.inboxes[key] = known.model_copy(update=more)
        return known.name

    def outgoing(self, element: FlowElement) -> tuple[FlowElement, ...]:
        """Sequence flows that lead from a step to another one."""
        return tuple(flow for flow in self.model.outgoing.get(element.id, ()) if flow.target in self.step_names)

    def hop(self, flow: FlowElement) -> Hop:
        """The way along a sequence flow."""
        target = self.model.by_id[flow.target or ""]
        return Hop(step=self.step(target), flow=flow.id, via=flow.id if self.joined(target) else None)

    def joined(self, node: FlowElement) -> Literal["all", "possible"] | None:
        """Which tokens a step waits for before it goes on."""
        return ways.waits_for(node, len(self.incoming(node)))

    def incoming(self, node: FlowElement) -> tuple[FlowElement, ...]:
        """Sequence flows that lead from another step to a step."""
        return tuple(flow for flow in self.model.incoming.get(node.id, ()) if flow.source in self.step_names)

    def _stated(self, element: FlowElement) -> FlowElement | None:
        for event in element.events:
            if event.ref:
                return self.model.by_source_id.get(event.ref)
        for reference in element.references:
            if reference.role == "messageRef" and reference.element:
                return self.model.by_id.get(reference.element)
        return None
