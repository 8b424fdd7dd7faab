"""Fill the side tables of search again from the vertices."""

from collections.abc import Iterator
from typing import Any, Final

import orjson
import psycopg

from graph.age.entries import ADD_WORDS, COPY, Entries, Given, place_of_build
from graph.records import LABELS

_PAGE: Final = 1000
_EMPTY: Final = "TRUNCATE ameide_search, ameide_words"
_ALL: Final = """SELECT id::text, properties - '"folded"'::agtype - '"properties"'::agtype FROM "{label}" """


def reindex(connection: psycopg.Connection[Any]) -> None:
    """Replace all that search knows; the connection's search path begins with the graph."""
    connection.execute(_EMPTY)
    builds = {
        uid: place_of_build(uid, properties)
        for page in _pages(connection, "Build")
        for _, _, uid, _, properties in page
    }
    for label in sorted(LABELS):
        for page in _pages(connection, label):
            entries = Entries(builds)
            with connection.cursor().copy(COPY) as copy:
                copy.write(b"".join(entries.rows(page)))
            connection.execute(ADD_WORDS, [list(each) for each in entries.words()])


def _pages(connection: psycopg.Connection[Any], label: str) -> Iterator[list[Given]]:
    with connection.cursor(f"ameide_{label.lower()}") as cursor:
        cursor.execute(_ALL.format(label=label).encode())
        while rows := cursor.fetchmany(_PAGE):
            yield [_given(label, number, orjson.loads(properties)) for number, properties in rows]


def _given(label: str, number: str, properties: dict[str, Any]) -> Given:
    return int(number), label, properties["uid"], properties.get("recordedAt", ""), properties
