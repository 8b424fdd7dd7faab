"""Make the rows of search's side tables from vertices."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from graph import spelling
from graph.matching import Entry, Field, Place, entry, text_of

LAW: Final = "2"
"""Version of the derived rows. Raise it when a vertex gets other rows; every graph then derives its rows again."""
COPY: Final = (
    "COPY ameide_search (id, label, uid, kind, severity, model, series, number, recorded_at, until, text) FROM STDIN"
)
ADD_WORDS: Final = (
    "INSERT INTO ameide_words (word, grams) SELECT word, string_to_array(grams, ' ')"
    " FROM unnest(%s::text[], %s::text[]) AS given(word, grams) ON CONFLICT DO NOTHING"
)
END: Final = "UPDATE ameide_search SET until = %s WHERE id = ANY (%s::graphid[]) AND until IS NULL"
_WEIGHTS: Final[Mapping[Field, str]] = {Field.NAME: "1A", Field.ID: "2B", Field.DOCUMENTATION: "3C", Field.OTHER: "4"}

Given = tuple[int, str, str, str, Mapping[str, Any]]
"""graphid, label, uid, the moment, properties."""


class Entries:
    """Rows of ameide_search, made one after the other, and the words seen so far."""

    def __init__(self, builds: Mapping[str, Place]) -> None:
        self._builds = builds
        self._words: set[str] = set()

    def rows(self, given: Iterable[Given]) -> Iterator[bytes]:
        """Yield rows in the form of COPY."""
        for number, label, uid, moment, properties in given:
            found = entry(label, uid, properties, self._builds.get(str(properties.get("build"))))
            for _, words in found.words:
                self._words.update(words)
            yield _row(number, label, uid, moment, text_of(properties, "until"), found)

    def words(self) -> tuple[Sequence[str], Sequence[str]]:
        """Return the words that may be misspelt, and their grams, as ADD_WORDS takes them."""
        kept = self._spelled()
        return kept, _grams(kept)

    def blocks_of_words(self, most: int) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """Yield the same, so many words at a time."""
        kept = self._spelled()
        for first in range(0, len(kept), most):
            yield (some := kept[first : first + most]), _grams(some)

    def _spelled(self) -> list[str]:
        return sorted(word for word in self._words if len(word) >= spelling.FEWEST and word.isalpha())


def _grams(words: Iterable[str]) -> list[str]:
    return [" ".join(spelling.grams(word)) for word in words]


def place_of_build(uid: str, properties: Mapping[str, Any]) -> Place:
    """Return the place of everything that belongs to this build."""
    return entry("Build", uid, properties).place


def lexeme(key: str) -> str:
    """Return the lexeme of a key; no word begins like it."""
    return "=" + hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


def _row(number: int, label: str, uid: str, moment: str, until: str | None, found: Entry) -> bytes:
    place = found.place
    lexemes = [f"'{word}':{_WEIGHTS[field]}" for field, words in found.words for word in words]
    lexemes.extend(f"'{lexeme(key)}'" for key in found.keys)
    values = (
        *(str(number), label, _text(uid), _text(found.kind), _text(found.severity), _text(place.model)),
        *(_text(place.series), r"\N" if place.number is None else str(place.number), moment, _text(until)),
        " ".join(lexemes),
    )
    return ("\t".join(values) + "\n").encode()


def _text(value: str | None) -> str:
    """Format a value for COPY."""
    if value is None:
        return r"\N"
    if value.isalnum():
        return value
    return value.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")
