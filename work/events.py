"""Read the events of a tenant from its graph: imports, builds, and findings that opened or closed.

The graph records everything with its moment, so events need no records of their own, and no committed event can be
missed.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from cypher import QUERIES
from graph.store import GraphStore, Row

IMPORT: Final = "import"
BUILD: Final = "build"
FINDINGS: Final = "findings"
EVENTS: Final = (IMPORT, BUILD, FINDINGS)
_SHOWN: Final = 100  # findings in one message; all are counted


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its kind, what it is about, when, and what is told."""

    kind: str
    subject: str
    at: str
    data: Mapping[str, Any]

    def id_for(self, webhook: str) -> str:
        """Return an id that is the same however often the event is sent to a webhook."""
        return "msg_" + hashlib.sha256(f"{webhook} {self.subject}".encode()).hexdigest()[:32]

    def body(self, tenant: str) -> str:
        """Return the message."""
        return orjson.dumps({"type": self.kind, "timestamp": self.at, "tenant": tenant, "data": self.data}).decode()


async def between(store: GraphStore, after: str, wanted: Sequence[str]) -> list[Event]:
    """Return what happened after a moment, up to the one that the store sees, the oldest first."""
    given = {"after": after, "asOf": store.now}
    found: list[Event] = []
    if IMPORT in wanted:
        found += [_import(row) for row in await store.rows(QUERIES["event.imports"], **given)]
    if BUILD in wanted:
        found += [_build(row) for row in await store.rows(QUERIES["event.builds"], **given)]
    if FINDINGS in wanted:
        found += _findings(await store.rows(QUERIES["event.findings"], **given), after, store.now)
    return sorted(found, key=lambda event: (event.at, event.subject))


def _import(row: Row) -> Event:
    told = {name: row[name] for name in ("version", "model", "number", "name")}
    return Event(IMPORT, f"import {row['version']}", row["at"], told)


def _build(row: Row) -> Event:
    return Event(BUILD, row["build"], row["at"], {name: row[name] for name in ("build", "target", "version")})


def _findings(rows: Sequence[Row], after: str, now: str) -> Iterator[Event]:
    """Yield an event for each moment at which findings were opened or closed."""
    opened: dict[str, list[Row]] = defaultdict(list)
    closed: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if after < row["opened"] <= now:
            opened[row["opened"]].append(row)
        if row["closed"] is not None and after < row["closed"] <= now:
            closed[row["closed"]].append(row)
    for moment in sorted({*opened, *closed}):
        told = {
            "openedCount": len(opened[moment]),
            "closedCount": len(closed[moment]),
            "opened": [_finding(row) for row in opened[moment][:_SHOWN]],
            "closed": [_finding(row) for row in closed[moment][:_SHOWN]],
        }
        yield Event(FINDINGS, f"findings {moment}", moment, told)


def _finding(row: Row) -> dict[str, Any]:
    names = ("finding", "rule", "severity", "message", "element", "version")
    return {name: row[name] for name in names}
