"""Webhooks and their outbox: two control tables of the main database, read and written by its administrative login."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import psycopg
from psycopg.rows import class_row

from graph import errors
from graph.logins import Logins

MOST: Final = 10  # webhooks of one tenant
_LEASE: Final = timedelta(minutes=1)
_KEPT: Final = timedelta(days=30)

_Answer = TypeVar("_Answer")
_Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told what happens in a tenant."""

    id: str
    tenant: str
    url: str
    events: Sequence[str]
    secret: str
    created_at: datetime
    created_by: str
    reached: str
    pending: int
    """Deliveries that are still to be made; those that failed once or more are among them."""
    given_up: int
    error: str | None
    """Reason why the newest delivery failed; None if it did not."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one webhook, and what became of it."""

    id: str
    webhook: str
    event: str
    subject: str
    body: str
    created_at: datetime
    attempts: int
    next_at: datetime | None
    delivered_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is to be made now, and where to."""

    id: str
    webhook: str
    url: str
    secret: str
    body: str
    attempts: int


_WEBHOOKS: Final = """
SELECT w.id, w.tenant, w.url, w.events, w.secret, w.created_at, w.created_by,
       w.reached,
       (SELECT count(*) FROM ameide.deliveries d WHERE d.webhook = w.id AND d.next_at IS NOT NULL) AS pending,
       (SELECT count(*) FROM ameide.deliveries d
        WHERE d.webhook = w.id AND d.next_at IS NULL AND d.delivered_at IS NULL) AS given_up,
       (SELECT d.error FROM ameide.deliveries d WHERE d.webhook = w.id AND d.attempts > 0
        ORDER BY d.created_at DESC, d.id DESC LIMIT 1) AS error
FROM ameide.webhooks w WHERE w.id = ANY(%(ids)s) OR w.tenant = %(tenant)s ORDER BY w.created_at, w.id
"""
_DELIVERIES: Final = """
SELECT id, webhook, event, subject, body, created_at, attempts, next_at, delivered_at, error
FROM ameide.deliveries WHERE webhook = %s ORDER BY created_at DESC, id DESC LIMIT %s
"""


class Webhooks:
    """Storage of webhooks and of what has to be sent to them."""

    def __init__(self, logins: Logins) -> None:
        self._admin = logins.admin

    async def of(self, tenant: str) -> Sequence[Webhook]:
        """Return the webhooks of a tenant, the oldest first."""
        return await self._do(lambda connection: _webhooks(connection, tenant=tenant))

    async def create(
        self, id_: str, tenant: str, url: str, events: Sequence[str], secret: str, by: str, now: str
    ) -> bool:
        """Add a webhook that is told of everything after a moment; false where the tenant has too many."""
        statement = """
            INSERT INTO ameide.webhooks (id, tenant, url, events, secret, created_by, reached)
            SELECT %s, %s, %s, %s, %s, %s, %s WHERE (SELECT count(*) FROM ameide.webhooks WHERE tenant = %s) < %s"""
        values = [id_, tenant, url, list(events), secret, by, now, tenant, MOST]
        return await self._do(lambda connection: connection.execute(statement, values).rowcount == 1)

    async def remove(self, id_: str, tenant: str) -> bool:
        """Remove a webhook with its deliveries; false where the tenant has none of this id."""
        statement = "DELETE FROM ameide.webhooks WHERE id = %s AND tenant = %s"
        return await self._do(lambda connection: connection.execute(statement, [id_, tenant]).rowcount == 1)

    async def forget(self, tenant: str) -> None:
        """Remove all webhooks of a tenant."""
        await self._do(lambda connection: connection.execute("DELETE FROM ameide.webhooks WHERE tenant = %s", [tenant]))

    async def deliveries(self, webhook: str, most: int) -> Sequence[Delivery]:
        """Return the newest deliveries of a webhook."""

        def read(connection: _Connection) -> Sequence[Delivery]:
            with connection.cursor(row_factory=class_row(Delivery)) as cursor:
                return cursor.execute(_DELIVERIES, [webhook, most]).fetchall()

        return await self._do(read)

    async def retry(self, webhook: str) -> int:
        """Make all that was given up, or waits, due now; return how many these are."""
        statement = """
            UPDATE ameide.deliveries SET next_at = now(), attempts = 0 WHERE webhook = %s AND delivered_at IS NULL"""
        return await self._do(lambda connection: connection.execute(statement, [webhook]).rowcount)

    async def leased(self) -> Sequence[Webhook]:
        """Return webhooks that nobody else makes deliveries for; nobody else does for a minute, or until `made`."""
        statement = """
            UPDATE ameide.webhooks SET leased_until = now() + %s WHERE id IN (
                SELECT id FROM ameide.webhooks WHERE leased_until < now() FOR UPDATE SKIP LOCKED) RETURNING id"""

        def read(connection: _Connection) -> Sequence[Webhook]:
            ids = [row[0] for row in connection.execute(statement, [_LEASE]).fetchall()]
            return _webhooks(connection, ids=ids) if ids else []

        return await self._do(read)

    async def made(self, webhook: Webhook, events: Sequence[tuple[str, str, str, str]], now: str) -> None:
        """Put deliveries (id, event, subject, body) into the outbox, and record the moment up to which they were made.

        Both happen in one transaction, so no event is lost; a subject that exists is not added again.
        """
        insert = """
            INSERT INTO ameide.deliveries (id, webhook, event, subject, body) VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (webhook, subject) DO NOTHING"""
        note = "UPDATE ameide.webhooks SET reached = greatest(reached, %s), leased_until = '-infinity' WHERE id = %s"

        def write(connection: _Connection) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                there = cursor.execute(
                    "SELECT 1 FROM ameide.webhooks WHERE id = %s FOR UPDATE", [webhook.id]
                ).fetchone()
                if there is not None:
                    rows = [(id_, webhook.id, event, subject, body) for id_, event, subject, body in events]
                    cursor.executemany(insert, rows)
                    cursor.execute(note, [now, webhook.id])

        await self._do(write)

    async def due(self, most: int) -> Sequence[Due]:
        """Return deliveries to be made now. They are due again in a minute unless `told` says what became of them."""
        statement = """
            UPDATE ameide.deliveries d SET next_at = now() + %s, attempts = d.attempts + 1 FROM ameide.webhooks w
            WHERE w.id = d.webhook AND d.id IN (
                SELECT id FROM ameide.deliveries WHERE next_at <= now()
                ORDER BY next_at LIMIT %s FOR UPDATE SKIP LOCKED)
            RETURNING d.id, d.webhook, w.url, w.secret, d.body, d.attempts"""

        def read(connection: _Connection) -> Sequence[Due]:
            with connection.cursor(row_factory=class_row(Due)) as cursor:
                return cursor.execute(statement, [_LEASE, most]).fetchall()

        return await self._do(read)

    async def told(self, delivery: str, error: str | None, again: timedelta | None) -> None:
        """Note that a delivery was made, or why not and when it is tried again; never where `again` is None."""
        statement = """
            UPDATE ameide.deliveries SET error = %s, delivered_at = CASE WHEN %s THEN now() END,
                   next_at = now() + %s::interval WHERE id = %s"""
        await self._do(lambda connection: connection.execute(statement, [error, error is None, again, delivery]))

    async def prune(self) -> None:
        """Remove deliveries that were made, or given up, a month ago."""
        statement = "DELETE FROM ameide.deliveries WHERE next_at IS NULL AND created_at < now() - %s"
        await self._do(lambda connection: connection.execute(statement, [_KEPT]))

    async def _do(self, act: Callable[[_Connection], _Answer]) -> _Answer:
        def done() -> _Answer:
            with _translated(), psycopg.connect(self._admin, autocommit=True, connect_timeout=10) as connection:
                return act(connection)

        return await asyncio.to_thread(done)


def _webhooks(connection: _Connection, ids: Sequence[str] = (), tenant: str | None = None) -> Sequence[Webhook]:
    with connection.cursor(row_factory=class_row(Webhook)) as cursor:
        return cursor.execute(_WEBHOOKS, {"ids": list(ids), "tenant": tenant}).fetchall()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except psycopg.OperationalError as error:
        raise errors.StoreUnreachable(" ".join(str(error).split())) from None
