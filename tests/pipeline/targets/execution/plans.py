"""Plans of small processes."""

from pipeline.targets.common.naming import Reserved
from pipeline.targets.execution.memory import Memory
from pipeline.targets.execution.plan import Plan, Process, Step
from pipeline.targets.execution.planning import planned
from tests.fixtures.processes import model

RESERVED = Reserved(functions=frozenset({"scope"}), types=frozenset({"Process"}))


def plan_of(inside: str, *, roots: str = "", people: bool = True) -> Plan:
    return planned(model(inside, roots=roots), RESERVED, people=people, unnamed="Unnamed", memory=Memory())


def process_of(inside: str, *, roots: str = "") -> Process:
    return plan_of(inside, roots=roots).processes[0]


def step_of(inside: str, name: str, *, roots: str = "") -> Step:
    return next(step for step in process_of(inside, roots=roots).steps if step.name == name)
