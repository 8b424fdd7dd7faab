"""What a Neo4j database consists of before anything is in it: its constraints and indexes."""

from collections.abc import Iterator
from typing import Final

from graph.records import LABELS

REVISION: Final = "1"
"""What a tenant's graph is written for; it stands on the tenant."""


def statements() -> Iterator[str]:
    """Each may be run again. The names in them are ours."""
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
