"""Define the constraints and indexes of a Neo4j database."""

from collections.abc import Iterator
from typing import Final

from graph.records import LABELS

REVISION: Final = "3"
"""Revision of a tenant's graph, stored on the tenant. Raise it when a release writes edges that the one before would
not follow: 2 has RELIES_ON and MADE_FROM, 3 links."""
EARLIER: Final = ["1", "2"]
"""Revisions that a migration brings to this one."""

LEAVING: Final = "leaving"
"""The revision of a tenant that is being removed: it opens to nobody, and is removed if asked again."""


def is_newer(revision: str) -> bool:
    """Tell whether a newer release wrote to a tenant's graph."""
    return revision not in (*EARLIER, REVISION, LEAVING)


def statements() -> Iterator[str]:
    """Yield statements that may each be run again. The names in them are ours."""
    yield _unique("Tenant", "name")
    yield _unique("Published", "tenant")
    yield _unique("Content", "tenant", "digest", "number")
    yield _unique("Word", "tenant", "text")
    yield _index("Word", "tenant", "letters")
    yield _index("Entry", "tenant", "heads", "number")
    for label in ("Source", "Artefact"):
        yield _index(label, "tenant", "digest")
    yield _unique("Entry", "tenant", "uid")
    for label in sorted(LABELS):
        yield _unique(label, "tenant", "uid")
        yield _index(label, "tenant", "recordedAt")
    yield (
        "CREATE FULLTEXT INDEX ameide_tokens IF NOT EXISTS FOR (n:Entry) ON EACH [n.tokens]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )


def _index(label: str, *names: str) -> str:
    columns = ", ".join(f"n.{name}" for name in names)
    return f"CREATE INDEX ameide_{label}_{names[-1]} IF NOT EXISTS FOR (n:{label}) ON ({columns})"


def _unique(label: str, *names: str) -> str:
    columns = ", ".join(f"n.{name}" for name in names)
    return f"CREATE CONSTRAINT ameide_{label} IF NOT EXISTS FOR (n:{label}) REQUIRE ({columns}) IS UNIQUE"
