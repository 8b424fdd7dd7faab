"""Make the plan of a model: all its processes that run, with inputs that take each to its end."""

from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets.common import naming
from pipeline.targets.common.naming import Reserved
from pipeline.targets.execution.builder import Actions, ProcessBuilder, origin
from pipeline.targets.execution.carried import is_carried
from pipeline.targets.execution.cases import cases
from pipeline.targets.execution.documentation import documentation
from pipeline.targets.execution.memory import STEPS, Memory
from pipeline.targets.execution.plan import Left, Plan
from pipeline.targets.execution.statements import Statement, statements
from pipeline.targets.execution.steps import process


def planned(model: WorkflowModel, reserved: Reserved, *, people: bool, unnamed: str, memory: Memory) -> Plan:
    """Return the plan of a model for which `needs.lacking` reports nothing.

    `people`: tasks of people wait until a person completes them; otherwise they are actions.
    `unnamed`: name of a process whose name and id contain no word. `memory`: names that a generation before gave.
    """
    running = scopes.processes(model)
    types, actions = memory.names("processes", reserved.types), Actions(memory.names("actions", reserved.functions))
    names = {
        each.id: types.take(naming.camel(each.name), naming.camel(each.source_id or ""), unnamed, key=each.id)
        for each in running
    }
    calls = {each.source_id: names[each.id] for each in reversed(running) if each.source_id}
    builders = [
        ProcessBuilder(
            model,
            each,
            names[each.id],
            calls,
            actions,
            people,
            memory.names(f"{STEPS}{each.id}", reserved.functions),
            memory.variable,
        )
        for each in running
    ]
    processes = tuple(map(process, builders))
    run = {id_ for builder in builders for id_ in (builder.process.id, *builder.step_names)}
    return Plan(
        processes=processes,
        actions=tuple(actions.made),
        cases=cases(processes, actions.made),
        documentation=documentation(model, run),
        left=tuple(_left(each) for each in statements(model) if not is_carried(each)),
        names=memory.told(),
    )


def _left(statement: Statement) -> Left:
    return Left(origin=origin(statement.element).model_copy(update={"line": statement.line}), statement=statement.short)
