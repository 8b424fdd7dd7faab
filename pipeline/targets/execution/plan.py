"""Define the execution plan: processes as steps that a small token engine calls, actions, inputs for tests.

A name in code is an `Identifier`: words of plain letters and digits with `_` between them. All other text is data, as
the document states it; the target encodes it for its place.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from pipeline.ir.frozen import Frozen
from pipeline.targets.common.condition import Condition
from pipeline.targets.execution.watching import Catch, Handlers, Identifier, Way
from pipeline.targets.execution.work import Call, Hop, Loop, Mapping, Nested, Nothing, Work


class Origin(Frozen):
    """The element that something was made from."""

    element: str
    kind: str
    label: str
    stated_id: str
    line: int
    documentation: str = ""


class Branch(Frozen):
    """A way on with a condition, or with an action that says whether it is taken."""

    condition: Condition | None = None
    action: Identifier | None = None
    hop: Hop


class Choice(Frozen):
    """A way on and the word that selects it: the id of its flow."""

    word: str
    hop: Hop


class Onward(Frozen):
    """All ways on at once; with none, the token ends."""

    kind: Literal["onward"] = "onward"
    hops: tuple[Hop, ...] = ()


class Tested(Frozen):
    """The ways whose conditions hold: the first, or all of them (`many`)."""

    kind: Literal["tested"] = "tested"
    many: bool
    branches: tuple[Branch, ...]
    default: Hop | None = None
    always: tuple[Hop, ...] = ()


class Asked(Frozen):
    """The ways that an action selects: one, or several (`many`)."""

    kind: Literal["asked"] = "asked"
    many: bool
    action: Identifier
    choices: tuple[Choice, ...]


Exit = Annotated[Onward | Tested | Asked, Field(discriminator="kind")]


class Join(Frozen):
    """Flows that a step brings together, each with the step it comes from."""

    all_of_them: bool
    flows: tuple[tuple[str, Identifier], ...]


class Step(Frozen):
    """One element: what a token does there, and where it goes next."""

    name: Identifier
    origin: Origin
    work: Work = Nothing()
    mapping: Mapping | None = None
    loop: Loop | None = None
    guard: Handlers = Handlers()
    undo: Way | None = None
    """The event at its boundary that leads to what compensates it after it has ended."""
    exit: Exit = Onward()
    join: Join | None = None


class Address(Frozen):
    """One name by which callers reach an inbox, and the name of its function in code."""

    name: str
    method: Identifier


class Inbox(Frozen):
    """Input of a running process: a message, kept until a step takes it, or a signal, received by all who wait."""

    name: str
    """Name inside the process: that of its first address."""
    label: str
    """Name for people: one printable line."""
    called: tuple[Address, ...]
    """Its addresses: an id for each message or signal with the same name."""
    broadcast: bool
    origins: tuple[Origin, ...]
    """Elements that state it: the message or signal if there is one, and each event that waits for it."""
    expected: bool = False
    """True if a token waits for it; otherwise only boundary events and event sub-processes do."""

    @property
    def elements(self) -> tuple[str, ...]:
        """Return the ids of the elements that state it."""
        return tuple(origin.element for origin in self.origins)


class Task(Frozen):
    """A task that somebody finishes."""

    name: Identifier
    """Name in code."""
    called: str
    """Name for callers: the id of the element."""
    origin: Origin


class Start(Frozen):
    """One way in which a process starts."""

    step: Identifier
    called: str
    """Name for callers: the id of the element."""
    origin: Origin


class Process(Frozen):
    """The plan of one process."""

    name: Identifier
    called: str
    """Name for callers: one printable line."""
    origin: Origin
    starts: tuple[Start, ...]
    alternatives: bool
    """True if the caller chooses one of the starts; otherwise all begin."""
    handlers: Handlers = Handlers()
    steps: tuple[Step, ...]
    ways: tuple[tuple[Identifier, tuple[Identifier, ...]], ...] = ()
    """Steps that a token can reach from each step; only if a join needs them."""
    inboxes: tuple[Inbox, ...] = ()
    tasks: tuple[Task, ...] = ()


class Action(Frozen):
    """A side effect or question of a process: a function that somebody has to write."""

    name: Identifier
    """Name in code."""
    called: str
    """Name for the engine: the id of the element, with the question after it if the element does more than ask it."""
    origin: Origin
    role: Literal["task", "send", "broadcast", "choose", "choose_many", "pick", "holds", "delay", "items", "again"]
    choices: tuple[tuple[str, str, str], ...] = ()
    """Flows to choose from, the first where nothing else is said, each with its condition as the model states it, and
    its label."""
    text: str = ""
    """Expression or script as the model states it."""
    language: str = ""
    variable: str = ""
    """Variable that the function looks at as generated, until somebody writes a better one."""
    result: str = ""
    """Variable that gets what the function answers; empty: it answers the variables to set."""


class Case(Frozen):
    """Input that takes a process to its end, for the tests."""

    name: Identifier
    process: Identifier
    variables: dict[str, JsonValue]
    start: str | None = None
    """Name of the start for callers."""
    origin: Origin
    """The process, or where it begins."""
    because: tuple[str, ...] = ()
    """Elements that decide what the case is called, and which input it has."""


class Left(Frozen):
    """A statement of the model about an element that the plan does not carry over."""

    origin: Origin
    statement: str


class Plan(Frozen):
    """The plans of all executable processes of a model."""

    processes: tuple[Process, ...]
    actions: tuple[Action, ...]
    cases: tuple[Case, ...] = ()
    documentation: tuple[Origin, ...] = ()
    """Elements that people want to know of, and that do not run."""
    left: tuple[Left, ...] = ()
    names: dict[str, dict[str, str]]
    """Names in code, to be remembered."""

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """Return the codes of errors that events catch, sorted, each with the elements of these events."""
        caught: dict[str, list[str]] = {}
        for catch in (catch for process in self.processes for catch in _caught(process) if catch.code):
            caught.setdefault(catch.code, []).append(catch.element)
        return {code: tuple(caught[code]) for code in sorted(caught)}

    @property
    def elsewhere(self) -> dict[str, tuple[str, ...]]:
        """Return called processes that are not in this plan, sorted, each with the elements that call it."""
        found: dict[str, list[str]] = {}
        for step in (step for process in self.processes for step in process.steps):
            if isinstance(step.work, Call) and step.work.process is None:
                found.setdefault(step.work.called, []).append(step.origin.element)
        return {called: tuple(found[called]) for called in sorted(found)}


def _caught(process: Process) -> Iterator[Catch]:
    yield from process.handlers.errors
    for step in process.steps:
        yield from step.guard.errors
        if isinstance(step.work, Nested):
            yield from step.work.handlers.errors
