"""Define what a step does before its token goes on: its work, its repetition, its boundary events."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.ir.frozen import Frozen
from pipeline.targets.common.condition import Condition, Variable
from pipeline.targets.execution.watching import Handlers, Identifier


class Hop(Frozen):
    """One way on."""

    step: Identifier
    flow: str | None = None
    """The sequence flow; None for a link."""
    via: str | None = None
    """Name by which a join knows the flow; None where the next step is no join."""


class Span(Frozen):
    """A fixed time to wait."""

    kind: Literal["span"] = "span"
    days: int = 0
    hours: int = 0
    minutes: int = 0
    seconds: float = 0


class When(Frozen):
    """A waiting time that is known only when it begins: a date, or a duration in months."""

    kind: Literal["when"] = "when"
    text: str


class Reads(Frozen):
    """A value that is read from a variable."""

    kind: Literal["reads"] = "reads"
    variable: Variable


class Cycle(Frozen):
    """The next time of a repeating interval with a start or an end: `R3/2036-03-11T12:13:00Z/PT10M`."""

    kind: Literal["cycle"] = "cycle"
    text: str


class Listed(Frozen):
    """A list of constants."""

    kind: Literal["listed"] = "listed"
    values: tuple[bool | int | float | str | None, ...]


class Told(Frozen):
    """A value that an action returns."""

    kind: Literal["told"] = "told"
    action: Identifier


class Count(Frozen):
    """A fixed number of repetitions."""

    kind: Literal["count"] = "count"
    number: int


Delay = Annotated[Span | When | Cycle | Reads | Told, Field(discriminator="kind")]
Items = Annotated[Count | Listed | Reads | Told, Field(discriminator="kind")]


class Nothing(Frozen):
    """No work: the token is passed on."""

    kind: Literal["nothing"] = "nothing"


class Perform(Frozen):
    """Do an action."""

    kind: Literal["perform"] = "perform"
    action: Identifier
    attempts: int | None = None
    """The number of tries; None if the model states none."""
    interval: Delay | None = None
    """The time between two tries."""
    result: str = ""
    """Variable that gets the answer of the action; if empty, the answer is the variables to set."""


class Assigned(Frozen):
    """A variable and the value that it gets."""

    name: str
    value: Condition


class Mapping(Frozen):
    """The variables of a step: it has some of its own, and gives some."""

    given: tuple[Assigned, ...] = ()
    """Variables of its own, set in order before the step; each value can read the earlier ones."""
    only: bool = False
    """True if the step sees no other variables."""
    taken: tuple[Assigned, ...] = ()
    """Variables of the surrounding scope, set after the step."""
    keeps: bool = False
    """True if nothing else that the step sets reaches the surrounding scope."""


class Complete(Frozen):
    """Wait until somebody finishes a task."""

    kind: Literal["complete"] = "complete"
    task: str
    """Its name for callers."""


class Receive(Frozen):
    """Wait for a message (taken once) or a signal (heard by all)."""

    kind: Literal["receive"] = "receive"
    name: str
    broadcast: bool = False
    kept: bool = True
    """Whether a message that came before is taken too; else only one that comes while it waits."""


class Sleep(Frozen):
    """Wait for a time."""

    kind: Literal["sleep"] = "sleep"
    delay: Delay


class Broadcast(Frozen):
    """Wake what waits for a signal here, and tell the world by an action."""

    kind: Literal["broadcast"] = "broadcast"
    name: str
    action: Identifier


class Call(Frozen):
    """Run another process and wait for its end: one of this plan, or one known only by what it is called."""

    kind: Literal["call"] = "call"
    process: Identifier | None = None
    called: str


class Chosen(Frozen):
    """The activities of an ad-hoc sub-process that run: each as often as it is named, and in that order or at once."""

    items: Reads | Told
    """Ids of activities, as the document states them."""
    activities: tuple[tuple[str, Identifier], ...]
    """Activities that can be chosen, each by its id with its step."""
    ordered: bool = False
    enough: Condition | None = None
    """Asked each time that one has ended: then no further one begins."""
    stops: bool = True
    """True if those that still run are then stopped."""


class Nested(Frozen):
    """Run a sub-process."""

    kind: Literal["nested"] = "nested"
    starts: tuple[Identifier, ...]
    chosen: Chosen | None = None
    """Those of its activities that run, where nothing in the model decides that."""
    handlers: Handlers = Handlers()
    named: bool = False
    """True if it can be compensated after it has ended, by what was done in it."""
    undo: Identifier | None = None
    """The step that begins its event sub-process for compensation, which does that instead."""
    transaction: bool = False
    """True if what was done in it is compensated when it is cancelled."""


class Race(Frozen):
    """Wait for the first of several events; it also says how it goes on."""

    kind: Literal["race"] = "race"
    hops: tuple[Hop, ...]


class Fail(Frozen):
    """End with an error."""

    kind: Literal["fail"] = "fail"
    code: str


class Escalate(Frozen):
    """Throw an escalation; the token goes on unless that is caught by an interrupting event."""

    kind: Literal["escalate"] = "escalate"
    code: str


class Compensate(Frozen):
    """Compensate an activity that has ended, or all of the scope, and wait for that."""

    kind: Literal["compensate"] = "compensate"
    step: Identifier | None = None


class Holds(Frozen):
    """Wait until a condition holds."""

    kind: Literal["holds"] = "holds"
    condition: Condition
    again: bool = False
    """True if it happens again each time that the condition holds after it has not."""


class Terminate(Frozen):
    """End the scope with all its tokens."""

    kind: Literal["terminate"] = "terminate"


Work = Annotated[
    Nothing
    | Perform
    | Complete
    | Receive
    | Sleep
    | Broadcast
    | Call
    | Nested
    | Race
    | Fail
    | Escalate
    | Compensate
    | Holds
    | Terminate,
    Field(discriminator="kind"),
]


class Standard(Frozen):
    """Repeat while a condition holds, or while an action says so."""

    kind: Literal["standard"] = "standard"
    before: bool
    condition: Condition | None = None
    action: Identifier | None = None
    most: int | None = None


class Each(Frozen):
    """Repeat for each item, or a number of times."""

    kind: Literal["each"] = "each"
    items: Items
    item: str
    parallel: bool
    first: int = 0
    """Number of the first repetition."""
    enough: Condition | None = None
    results: str
    """Variable that gets the results of the repetitions, in their order."""
    collect: Condition | None = None
    """What each repetition results in; None: all that it has set."""


Loop = Annotated[Standard | Each, Field(discriminator="kind")]
