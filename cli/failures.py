"""Explain failures in words for the user. An unknown one is a defect, and keeps its traceback for AMEIDE_DEBUG."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cli.errors import AmeideFailed, CommandError, ConnectionRefused, UsageWrong

if TYPE_CHECKING:
    from ameide_client.errors import GraphQLFailed

_NOT_SIGNED_IN = "Get a token from who runs the server and set AMEIDE_TOKEN; on this machine: `ameide login --dev`."
_NO_SERVER = "Is it running (`ameide serve`)? Without --url and AMEIDE_URL the embedded store is used."
_KINDS: Mapping[str, type[CommandError]] = {
    "INTERNAL": AmeideFailed,
    "INVALID_QUERY": UsageWrong,
    "BAD_DEPTH": UsageWrong,
    "UNKNOWN_KIND": UsageWrong,
    "UNKNOWN_RULE": UsageWrong,
    "UNKNOWN_TARGET": UsageWrong,
    "UNKNOWN_FORMAT": UsageWrong,
    "QUERY_TOO_LARGE": UsageWrong,
    "FORBIDDEN": ConnectionRefused,
    "STORE_UNREACHABLE": ConnectionRefused,
    "STORE_UNFIT": ConnectionRefused,
    "TENANT_UNKNOWN": ConnectionRefused,
    "TENANT_MIGRATING": ConnectionRefused,
    "STORE_NEWER": ConnectionRefused,
    "TENANT_RESTORING": ConnectionRefused,
    "TENANT_MOVING": ConnectionRefused,
}
"""Errors by code, which decide the exit status; every other code is an answer with the status 1."""
_HINTS = {
    "STORE_NEWER": "`ameide --version` says which release this is; update it: `docs/operations.md`, Upgrades.",
    "UNKNOWN_ID": "`ameide search TEXT` finds ids; a model is `order-to-cash`, an element `order-to-cash#Task_Ship`.",
    "TENANT_UNKNOWN": "`ameide tenants create NAME` makes one.",
    "DEADLINE_EXCEEDED": "Ask for less depth: --depth.",
}


def explained(error: BaseException) -> CommandError | None:
    """Return the error for the user; None for Ctrl-C, an exit, or a reader that left."""
    if isinstance(error, CommandError):
        return error
    if not isinstance(error, Exception) or isinstance(error, BrokenPipeError):
        return None
    return _of_client(error) or _of_settings(error) or _of_service(error) or _unexpected(error)


def _of_client(error: Exception) -> CommandError | None:
    if "ameide_client.errors" not in sys.modules:
        return None
    from ameide_client.errors import ClientError, GraphQLFailed, Unauthorised, Unreachable

    if not isinstance(error, ClientError):
        return None
    if isinstance(error, Unauthorised):
        return ConnectionRefused(str(error), hint=_NOT_SIGNED_IN, code=error.code)
    if isinstance(error, Unreachable):
        return ConnectionRefused(str(error), hint=_NO_SERVER, code=error.code)
    if isinstance(error, GraphQLFailed):
        return _KINDS.get(error.code, CommandError)(_said(error), hint=_HINTS.get(error.code, ""), code=error.code)
    return ConnectionRefused(str(error), code=error.code)


def _of_settings(error: Exception) -> CommandError | None:
    if "pydantic" not in sys.modules:
        return None
    from pydantic import ValidationError

    if not isinstance(error, ValidationError) or error.title != "Settings":
        return None
    told = "; ".join(f"AMEIDE_{'_'.join(map(str, each['loc'])).upper()}: {each['msg']}" for each in error.errors())
    return UsageWrong(f"The settings are wrong. {told}", code="SETTINGS_WRONG")


def _said(error: "GraphQLFailed") -> str:
    traces = {str(fault.extensions.get("traceId", "")) for fault in error.faults}
    told = ", ".join(sorted(trace for trace in traces if trace.strip("0")))  # zeros where nobody traces
    return f"{error} (trace {told})" if told else str(error)


def _of_service(error: Exception) -> CommandError | None:
    """Recognise errors of graph, auth and start, whose text is for users; the command may not import them."""
    home = type(error).__module__
    if home == "graph.errors":
        code = str(getattr(error, "code", "STORE_FAILED"))
        return _KINDS.get(code, CommandError)(str(error), hint=_HINTS.get(code, ""), code=code)
    if home in {"auth.errors", "resolvers.http.server"}:
        return ConnectionRefused(str(error), code="NOT_STARTED")
    return None


def _unexpected(error: Exception) -> CommandError | None:
    if os.environ.get("AMEIDE_DEBUG"):
        return None
    what = f"{type(error).__name__}: {error}"
    return AmeideFailed(f"This should not happen: {what}", hint="AMEIDE_DEBUG=1 shows where.", code="INTERNAL")
