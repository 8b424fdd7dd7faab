"""Tell what makes processes unsound, each by itself and together with those that it exchanges messages with."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pipeline.formats.bpmn.soundness.analysis import STEPS, Analysis
from pipeline.formats.bpmn.soundness.obstacles import Obstacle, obstacle
from pipeline.formats.bpmn.soundness.talks import of_messages, talks
from pipeline.formats.bpmn.soundness.violation import Violation
from pipeline.ir.naming import listed, named
from pipeline.ir.tokens.budget import Budget
from pipeline.ir.workflow import FlowElement, WorkflowModel

WORK: Final = 1_200_000
"""Units of work for one process, or for those that talk to each other: about a microsecond each."""
ALL_WORK: Final = 2 * WORK
"""Units of work for all processes of a document."""


def violations(model: WorkflowModel, steps: int = STEPS) -> list[Violation]:
    """Return the violations of each process by itself, then those that only come of messages between processes."""
    return list(_Verdict(model, steps).violations())


class _Verdict:
    """The verdict on the processes of one document."""

    def __init__(self, model: WorkflowModel, steps: int) -> None:
        self._model, self._steps = model, steps
        self._budget = Budget(ALL_WORK)
        self._processes = [process for process in model.of_kind("process") if model.nodes(process.id)]
        self._alone: dict[str, list[Violation]] = {}
        """The violations of each process that can be analysed."""

    def violations(self) -> Iterator[Violation]:
        groups = talks(self._model, self._processes)
        partners = {process.id: group for group in groups for process in group}
        for place, process in enumerate(self._processes):
            if self._budget.left <= 0:
                yield _undecided(process, _not_begun(len(self._processes) - place - 1))
                return
            others = [other for other in partners.get(process.id, ()) if other is not process]
            yield from self._by_itself(process, others)
        for group in groups:
            able = [process for process in group if process.id in self._alone]
            for together in talks(self._model, able):
                yield from self._together(together)

    def _by_itself(self, process: FlowElement, others: Sequence[FlowElement]) -> Iterator[Violation]:
        if why := obstacle(self._model, process):
            yield _undecided(process, why, others)
            return
        analysis = self._analysis([process])
        if analysis.layout is None and analysis.obstacle:
            yield _undecided(process, analysis.obstacle, others)
            return
        found = [_undecided(process, analysis.obstacle)] if analysis.obstacle else []
        found += filter(None, [analysis.deadlock(), analysis.unsafe(), analysis.ends_twice(), analysis.endless()])
        found += analysis.dead(_of(found, "deadlock"))
        self._alone[process.id] = found
        yield from found

    def _together(self, processes: Sequence[FlowElement]) -> Iterator[Violation]:
        """Yield what none of these processes does by itself. Messages take steps from them, and add none."""
        known = [violation for process in processes for violation in self._alone[process.id]]
        analysis = self._talk(processes)
        if analysis.obstacle and not _of(known, "undecided"):
            yield _undecided(self._where_they_meet(processes), analysis.obstacle)
        if analysis.layout is None:
            return
        deadlock = analysis.deadlock(of_messages(analysis.layout))
        if deadlock:
            yield deadlock
        if not _of(known, "option-to-complete") and (endless := analysis.endless()):
            yield endless
        told = {violation.element.id for violation in _of(known, "dead-activity")}
        stuck = [*_of(known, "deadlock"), *([deadlock] if deadlock else [])]
        yield from (violation for violation in analysis.dead(stuck) if violation.element.id not in told)

    def _talk(self, processes: Sequence[FlowElement]) -> Analysis:
        """Return the analysis of the reading of message flows that has no deadlock, if one of the two has none.

        Two flows from one node to the start of a process and into it can be one message or two: the standard leaves
        it open, so that a deadlock is one only if it is one either way.
        """
        analysis = self._analysis(processes)
        if analysis.layout is None or not analysis.layout.shared or not analysis.deadlock(of_messages(analysis.layout)):
            return analysis
        other = self._analysis(processes, apart=True)
        if other.layout is None or other.obstacle or other.deadlock(of_messages(other.layout)):
            return analysis
        return other

    def _analysis(self, processes: Sequence[FlowElement], *, apart: bool = False) -> Analysis:
        return Analysis(self._model, processes, self._steps, self._budget.part(WORK), apart=apart)

    def _where_they_meet(self, processes: Sequence[FlowElement]) -> FlowElement:
        """Return the collaboration of some processes; where none names them, the first of them."""
        wanted = {process.source_id for process in processes}
        for participant in self._model.of_kind("participant"):
            if participant.attributes.get("processRef") in wanted and participant.parent:
                return self._model.by_id[participant.parent]
        return processes[0]


def _of(found: Iterable[Violation], broken: str) -> list[Violation]:
    return [violation for violation in found if violation.broken == broken]


def _not_begun(more: int) -> Obstacle:
    after = f", and {more:,} more after it," if more else ""
    return Obstacle(
        f"the work that is allowed for one document was spent before it{after} could be looked at",
        "Keep fewer processes in one document.",
    )


def _undecided(element: FlowElement, why: Obstacle, others: Sequence[FlowElement] = ()) -> Violation:
    """Say why something is not known, and of a process that is left out, what is not known for that."""
    with_ = f", so what it does together with {listed(map(named, others))} is not checked either" if others else ""
    return Violation("undecided", element, why.reason + with_, why.advice)
