"""Translate the driver's errors into Ameide's; the one place that knows both."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import errors as driver

from graph import errors

_Words = tuple[tuple[tuple[type[Exception], ...], type[errors.GraphError]], ...]

_WORDS: Final[_Words] = (
    ((driver.QueryCanceled, driver.LockNotAvailable), errors.DeadlineExceeded),
    ((driver.UntranslatableCharacter, driver.ProgramLimitExceeded, driver.IntegrityError), errors.BatchRefused),
    ((driver.DiskFull,), errors.StoreFull),
    ((psycopg.OperationalError, psycopg.InterfaceError), errors.StoreUnreachable),
    ((psycopg.Error,), errors.GraphError),
)
_WORDS_AT_BEGIN: Final[_Words] = (
    # A role that does not exist or that this login may not take; a schema that is gone.
    ((driver.InvalidParameterValue, driver.InsufficientPrivilege, driver.InvalidSchemaName), errors.TenantUnknown),
    ((driver.UndefinedTable, driver.UndefinedColumn), errors.TenantMigrating),
    *_WORDS,
)


@contextmanager
def translated(tenant: str = "") -> Iterator[None]:
    """Raise a GraphError for every error of the driver; given a tenant, of one where its unit begins."""
    try:
        yield
    except psycopg.Error as error:
        for found, word in _WORDS_AT_BEGIN if tenant else _WORDS:
            if isinstance(error, found):
                raise word(tenant or _first_line(error)) from error
        raise


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
