"""Errors raised when a request gets no answer. The docstring of each is its message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class ClientError(Exception):
    """The request got no answer."""

    code = "CLIENT_FAILED"

    def __str__(self) -> str:
        """Return the docstring, followed by the details given."""
        detail = super().__str__()
        return f"{self.__doc__} ({detail})" if detail else str(self.__doc__)


class Unreachable(ClientError):
    """The server does not answer."""

    code = "UNREACHABLE"


class Unauthorised(ClientError):
    """The server does not accept who is asking: the token is missing, expired or not for this."""

    code = "UNAUTHORISED"


class RequestRefused(ClientError):
    """The server refuses the request."""

    code = "REQUEST_REFUSED"


class AnswerUnreadable(ClientError):
    """The answer is not GraphQL; does the address point to Ameide?"""

    code = "ANSWER_UNREADABLE"


class AnswerUnknown(ClientError):
    """The answer holds what this client does not know; is the server of another release?"""

    code = "ANSWER_UNKNOWN"


class ContentDiffers(ClientError):
    """The content does not have the digest that the server states."""

    code = "CONTENT_DIFFERS"


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of `errors` in a GraphQL answer."""

    message: str
    code: str | None = None
    path: tuple[str | int, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)


class GraphQLFailed(ClientError):
    """The server could not answer the question."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """Return the server's messages."""
        return "; ".join(fault.message for fault in self.faults) or str(self.__doc__)

    @property
    def code(self) -> str:  # type: ignore[override]
        """Return the first code that the server states."""
        return next((fault.code for fault in self.faults if fault.code), "GRAPHQL_FAILED")
