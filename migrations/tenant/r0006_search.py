"""The side tables of search: words and what they stand in."""

from collections.abc import Iterator
from typing import Any

import orjson
import psycopg

from graph.age.entries import ADD_WORDS, COPY, Entries, Given, place_of_build
from migrations import bound, run_beside

revision = "0006"
down_revision = "0005"

_LABELS = (
    *("Build", "Model", "Version", "Element", "Anchor", "Source", "Finding", "Waiver"),
    *("Artefact", "Region", "Package", "Actor", "Tombstone"),
)
_PAGE = 1000
_ALL = """SELECT id::text, properties - '"folded"'::agtype - '"properties"'::agtype FROM "{label}" """


def upgrade() -> None:
    """Run the SQL file beside this one, and tell search of what is there already."""
    run_beside(__file__)
    connection: psycopg.Connection[Any] = bound().connection.driver_connection  # type: ignore[assignment]
    builds = {
        uid: place_of_build(uid, properties)
        for page in _pages(connection, "Build")
        for _, _, uid, _, properties in page
    }
    for label in _LABELS:
        for page in _pages(connection, label):
            entries = Entries(builds)
            with connection.cursor().copy(COPY) as copy:
                for row in entries.rows(page):
                    copy.write(row)
            connection.execute(ADD_WORDS, [list(each) for each in entries.words()])


def _pages(connection: psycopg.Connection[Any], label: str) -> Iterator[list[Given]]:
    with connection.cursor(f"ameide_{label.lower()}") as cursor:
        cursor.execute(_ALL.format(label=label))
        while rows := cursor.fetchmany(_PAGE):
            yield [_given(label, number, orjson.loads(properties)) for number, properties in rows]


def _given(label: str, number: str, properties: dict[str, Any]) -> Given:
    return int(number), label, properties["uid"], properties.get("recordedAt", ""), properties
