"""The execution plan: processes as steps that a small token engine calls, activities, test cases.

Names that become Python names are `Identifier`s, which only a safe name can be. All other text is data, as the
document states it: whoever prints it encodes it for the place where it stands.
"""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from pipeline.ir.frozen import Frozen
from pipeline.targets.common.condition import Condition
from pipeline.targets.execution.work import Handlers, Hop, Identifier, Loop, Nothing, Work


class Origin(Frozen):
    """The element that something was made from."""

    element: str
    kind: str
    label: str
    stated_id: str
    line: int
    documentation: str = ""


class Branch(Frozen):
    """A way on under a condition."""

    condition: Condition
    hop: Hop


class Choice(Frozen):
    """A way on, and the word that chooses it."""

    word: str
    hop: Hop


class Onward(Frozen):
    """All ways at once; none ends the token."""

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
    """The ways that an activity chooses: one, or several (`many`)."""

    kind: Literal["asked"] = "asked"
    many: bool
    activity: Identifier
    choices: tuple[Choice, ...]


Exit = Annotated[Onward | Tested | Asked, Field(discriminator="kind")]


class Join(Frozen):
    """Flows that a step brings together, each with the step it comes from."""

    all_of_them: bool
    flows: tuple[tuple[str, Identifier], ...]


class Step(Frozen):
    """One element, as a method."""

    name: Identifier
    origin: Origin
    work: Work = Nothing()
    loop: Loop | None = None
    guard: Handlers = Handlers()
    exit: Exit = Onward()
    join: Join | None = None


class Inbox(Frozen):
    """A signal that the workflow takes: a message, or a signal in the sense of BPMN."""

    method: Identifier
    name: str
    broadcast: bool
    origins: tuple[Origin, ...]
    """What it is stated in: the message or signal if there is one, and each event that waits for it."""
    expected: bool = False
    """Whether a token comes to wait for it; else only boundary events and event sub-processes do."""

    @property
    def elements(self) -> tuple[str, ...]:
        """Ids of the elements that it is stated in."""
        return tuple(origin.element for origin in self.origins)


class Update(Frozen):
    """How somebody finishes a task."""

    method: Identifier
    validator: Identifier
    origin: Origin


class Start(Frozen):
    """A way to begin."""

    step: Identifier
    origin: Origin


class Workflow(Frozen):
    """One process."""

    name: Identifier
    type: str
    origin: Origin
    starts: tuple[Start, ...]
    alternatives: bool
    """Whether only one of the starts begins, the caller's choice; else all do."""
    handlers: Handlers = Handlers()
    steps: tuple[Step, ...]
    ways: tuple[tuple[Identifier, tuple[Identifier, ...]], ...] = ()
    """Where a token can go from each step; only where a join has to know."""
    inboxes: tuple[Inbox, ...] = ()
    updates: tuple[Update, ...] = ()


class Activity(Frozen):
    """One function in activities.py."""

    name: Identifier
    origin: Origin
    role: Literal["task", "send", "broadcast", "choose", "choose_many", "delay", "items", "again"]
    choices: tuple[tuple[str, str, str], ...] = ()
    """Words to choose from, the first where nothing else is said, each with its condition as the model states it, and
    the flow that states it."""
    text: str = ""
    """Expression or script as the model states it."""
    language: str = ""
    variable: str = ""
    """Variable that the generated activity looks at, until somebody writes a better one."""


class Case(Frozen):
    """Input that takes a process to its end, for the tests."""

    name: Identifier
    workflow: Identifier
    variables: dict[str, JsonValue]
    start: Identifier | None = None
    origin: Origin
    """The process, or where it begins."""
    because: tuple[str, ...] = ()
    """Elements that decide what the case is called, and which input it has."""
