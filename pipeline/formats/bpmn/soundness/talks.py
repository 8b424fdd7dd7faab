"""Find which processes exchange messages, and which deadlocks only come of that."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from pipeline.formats.bpmn.soundness.obstacles import flow_nodes
from pipeline.ir.graph import components
from pipeline.ir.tokens.budget import Exhausted
from pipeline.ir.tokens.exploration import Steps
from pipeline.ir.tokens.layout import Layout
from pipeline.ir.tokens.net import marked, mask
from pipeline.ir.workflow import FlowElement, WorkflowModel


def talks(model: WorkflowModel, processes: Sequence[FlowElement]) -> list[list[FlowElement]]:
    """Return the groups of processes that messages connect, node to node, in document order."""
    within = {node.id: process.id for process in processes for node in flow_nodes(model, process)}
    edges: defaultdict[str, set[str]] = defaultdict(set)
    for flow in model.of_kind("messageFlow"):
        source, target = within.get(flow.source or ""), within.get(flow.target or "")
        if source and target and source != target:
            edges[source].add(target)
            edges[target].add(source)
    group = components(edges)
    found: defaultdict[int, list[FlowElement]] = defaultdict(list)
    for process in processes:
        if process.id in group:
            found[group[process.id]].append(process)
    return list(found.values())


def of_messages(layout: Layout) -> Callable[[int], bool]:
    """Return a test that is true for a stuck marking in which each process waits for messages.

    A process that could not continue with all messages is stuck by itself; its own finding covers those that wait
    for it.
    """
    steps = Steps(layout.net)
    all_messages = mask(number for number, place in enumerate(layout.net.places) if place.message)
    whose = _owners(layout)

    def test(marking: int) -> bool:
        try:
            return able_to_go_on(marking)
        except Exhausted:
            return False  # then nothing is known of it

    def able_to_go_on(marking: int) -> bool:
        waiting = {whose[place] for place in marked(marking & steps.holding) if place in whose}
        able = {
            whose[place]
            for step, _, _ in steps.following(marking | all_messages)
            for place in step.ins
            if place in whose
        }
        return bool(waiting) and waiting <= able

    return test


def _owners(layout: Layout) -> dict[int, str]:
    """Return the process of each place that holds no message."""
    roots: dict[str, str] = {}
    for scope in layout.scopes.values():
        root = [*scope.around()][-1].element.id
        roots[scope.element.id] = root
        roots |= dict.fromkeys((node.id for node in layout.nodes(scope.element.id)), root)
    return {
        number: roots[place.element]
        for number, place in enumerate(layout.net.places)
        if not place.message and place.element in roots
    }
