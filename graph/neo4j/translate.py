"""Translate the driver's errors into Ameide's; the one place that knows both."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from neo4j.exceptions import (
    AuthError,
    ConnectionPoolError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph import errors

_UNREACHABLE: Final = (AuthError, ConnectionPoolError, ServiceUnavailable, SessionExpired)
_LATE: Final = ("TransactionTimedOut", "LockClientStopped", "LockAcquisitionTimeout", "Transaction.Terminated")


@contextmanager
def translated() -> Iterator[None]:
    """Raise a GraphError for every error of the driver, and for time that ran out."""
    try:
        yield
    except TimeoutError as error:
        raise errors.DeadlineExceeded("the database has not answered") from error
    except (Neo4jError, DriverError, OSError) as error:
        raise _word(error)(_first_line(error)) from error


def _word(error: Exception) -> type[errors.GraphError]:
    if isinstance(error, (*_UNREACHABLE, OSError)):
        return errors.StoreUnreachable
    code = str(error.code or "") if isinstance(error, Neo4jError) else ""
    if any(late in code for late in _LATE):
        return errors.DeadlineExceeded
    if isinstance(error, TransientError) and "DatabaseUnavailable" in code:
        return errors.StoreUnreachable
    return errors.GraphError


def _first_line(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error)
    return (text.splitlines() or [type(error).__name__])[0]
