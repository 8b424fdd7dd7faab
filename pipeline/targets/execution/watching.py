"""Define the events that watch an activity from its boundary, or a scope from its event sub-processes."""

from typing import Annotated, Final

from pydantic import StringConstraints

from pipeline.ir.frozen import Frozen

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=80)]
CANCEL: Final = "bpmn:cancel"
"""The code of the error by which a transaction is cancelled."""


class Watch(Frozen):
    """A non-interrupting event, and how often it may happen; None for any number of times."""

    step: Identifier
    element: str
    times: int | None


class Way(Frozen):
    """An interrupting event."""

    step: Identifier
    element: str


class Catch(Frozen):
    """An error that is caught; without a code, any."""

    step: Identifier
    element: str
    code: str = ""


class Escalated(Frozen):
    """An escalation that is caught; without a code, any."""

    step: Identifier
    element: str
    code: str = ""
    interrupting: bool = True


class Handlers(Frozen):
    """Boundary events of an activity, or the event sub-processes of a scope."""

    until: tuple[Way, ...] = ()
    beside: tuple[Watch, ...] = ()
    errors: tuple[Catch, ...] = ()
    escalations: tuple[Escalated, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.until or self.beside or self.errors or self.escalations)
