"""Define the places for heavy work: worker processes with limits, or a thread of this process."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final, Protocol, TypeVar

from pipeline.ir.document import Document, Problem

_Result = TypeVar("_Result")

Waiting = Callable[[], AbstractContextManager[Any]]

_LONGEST_NAME: Final = 80


class NotDone(Exception):
    """The work was stopped, or its worker process ended."""

    code = "NOT_DONE"

    @property
    def problem(self) -> Problem:
        """Return the problem for the caller."""
        return Problem(code=self.code, message=str(self))


class TooComplex(NotDone):
    """The work reached a limit of time or memory."""

    code = "TOO_COMPLEX"


class WorkerLost(NotDone):
    """The process that did the work ended without an answer."""

    code = "WORKER_LOST"


class Workshop(Protocol):
    """A place to run functions that need much time or memory."""

    async def run(
        self,
        tenant: str,
        task: Callable[..., _Result],
        *given: Any,
        about: str = "",
        urgent: bool = False,
        waiting: Waiting = nullcontext,
    ) -> _Result:
        """Run a module's function for a tenant, when it is the tenant's turn.

        Its arguments and result must be picklable. `about` names the subject of the work for messages:
        `the document 'order.bpmn'`. Urgent work passes all other work, because its caller holds a lock.
        `waiting` is entered while the call waits for its turn.
        A cancelled call is stopped. Raises NotDone, and the exceptions of the function.
        """

    async def constant(
        self,
        tenant: str,
        task: Callable[..., _Result],
        *given: Any,
        about: str = "",
        waiting: Waiting = nullcontext,
    ) -> _Result:
        """Return the result of a function that gives the same for the same arguments as long as the service runs.

        The arguments must be hashable. Only the first call waits for a turn. Raises as `run` does.
        """


class Here:
    """A workshop in threads of this process: without limits, for the command and for tests."""

    async def run(
        self,
        tenant: str,
        task: Callable[..., _Result],
        *given: Any,
        about: str = "",
        urgent: bool = False,
        waiting: Waiting = nullcontext,
    ) -> _Result:
        """Run the function in a thread."""
        return await asyncio.to_thread(task, *given)

    async def constant(
        self,
        tenant: str,
        task: Callable[..., _Result],
        *given: Any,
        about: str = "",
        waiting: Waiting = nullcontext,
    ) -> _Result:
        """Run the function in a thread, each time: it knows itself what it has to remember."""
        return await asyncio.to_thread(task, *given)


HERE: Final = Here()


def named(document: Document) -> str:
    """Return a document's name for messages."""
    called = (document.path or document.name or "")[-_LONGEST_NAME:]
    return f"the document {called!r}" if called else "the document"
