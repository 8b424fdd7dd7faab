"""Tell callers their own mistakes by code; mask everything else, and log it under its trace id."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from graphql import GraphQLError
from opentelemetry import trace

from graph import errors
from pipeline.ir.workshop import NotDone

_LONGEST: Final = 1000  # characters of a message

_log = logging.getLogger("ameide.api")

# What the store says of these names the caller's own ids, or nothing at all
_TOLD: Final = (
    errors.VertexUnknown,
    errors.TenantUnknown,
    errors.TenantMigrating,
    errors.StoreNewer,
    errors.TenantExists,
    errors.TenantNameRefused,
    errors.DeadlineExceeded,
    errors.Busy,
    errors.StoreUnreachable,
)


class Refused(Exception):
    """The caller asked for something that cannot be answered."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def unknown(uid: str, suggestion: str = "") -> Refused:
    """Refuse an id that nothing in this tenant has."""
    return Refused("UNKNOWN_ID", f"Nothing with the id {uid[:300]!r} exists.{suggestion}")


def checked(text: str) -> str:
    """Return the text if the store can hold it. Raises Refused."""
    if "\0" in text:
        raise Refused("BAD_TEXT", "Text may not hold NUL.")
    return text


def shown(error: GraphQLError) -> dict[str, Any]:
    """Format the error for the caller."""
    cause = _cause(error)
    if cause is None:
        return _formatted(error, error.message, _own_code(error), **_numbers(error))
    code, message = told(cause)
    return _formatted(error, message, code, **({"traceId": trace_id()} if code == "INTERNAL" else {}))


def told(cause: Exception) -> tuple[str, str]:
    """Return the code and the message by which a caller is told of an exception; log what is not the caller's own."""
    if isinstance(cause, Refused):
        return cause.code, str(cause)
    if isinstance(cause, NotDone):
        return cause.code, str(cause)
    if isinstance(cause, errors.StoreUnreachable):  # its detail may name hosts
        _log.error("the store does not answer", exc_info=cause)
        return cause.code, str(cause.__doc__)
    if isinstance(cause, _TOLD):
        return cause.code, str(cause)
    _log.error("unexpected error", exc_info=cause)
    return "INTERNAL", "Internal error"


def trace_id() -> str:
    """Return the trace id of the request that is being answered."""
    return trace.format_trace_id(trace.get_current_span().get_span_context().trace_id)


def _cause(error: GraphQLError) -> Exception | None:
    """Return the exception of a resolver; None where GraphQL itself refused."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _own_code(error: GraphQLError) -> str:
    given = (error.extensions or {}).get("code")
    return str(given) if given else "INVALID_QUERY"


def _numbers(error: GraphQLError) -> dict[str, int]:
    """Return what a refused query would cost, and may."""
    return {name: value for name, value in (error.extensions or {}).items() if name in {"cost", "limit"}}


def _formatted(error: GraphQLError, message: str, code: str, **more: str | int) -> dict[str, Any]:
    formatted: Mapping[str, Any] = error.formatted
    kept = {key: formatted[key] for key in ("locations", "path") if key in formatted}
    return {"message": _shortened(message), **kept, "extensions": {"code": code, **more}}


def _shortened(message: str) -> str:
    """Keep a caller's own text from coming back whole."""
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]} …"
