"""Count the statements that a connection sends, by libpq's own trace of the protocol."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import AsyncConnection


class Count:
    """A count of statements, filled in when the counting ends."""

    statements = 0


@contextmanager
def counted(connection: AsyncConnection[Any]) -> Iterator[Count]:
    """Count what is executed inside the block: simple queries, and executions of extended ones."""
    count = Count()
    with tempfile.TemporaryFile() as trace:
        connection.pgconn.trace(trace.fileno())
        try:
            yield count
        finally:
            connection.pgconn.untrace()
            trace.seek(0)
            count.statements = sum(line.split(b"\t")[3:4] in ([b"Query"], [b"Execute"]) for line in trace)
