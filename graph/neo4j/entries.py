"""Store what search knows of vertices as vertices of its own: an Entry for each, and the words that may be misspelt."""

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graph import spelling
from graph.matching import Entry, Field, Place, entry
from graph.neo4j.blocks import blocks
from graph.neo4j.unit import Unit

FIELDS: Final[Mapping[Field, str]] = {
    Field.NAME: "inName",
    Field.ID: "inId",
    Field.DOCUMENTATION: "inText",
    Field.OTHER: "inOther",
}
"""The property that holds the words of a field."""

_HEADS: Final = frozenset({"Version", "Build"})
_ADD: Final = "UNWIND $rows AS row CREATE (e:Entry) SET e = row, e.tenant = $tenant"
_ADD_WORDS: Final = """
    UNWIND $rows AS row
    MERGE (w:Word {tenant: $tenant, text: row[0]})
    ON CREATE SET w.letters = size(row[0]), w.grams = row[1]
"""
_PLACES: Final = """
    UNWIND $uids AS uid
    MATCH (e:Entry {tenant: $tenant, uid: uid}) USING INDEX e:Entry(tenant, uid)
    RETURN uid, e.model, e.number, e.series
"""

Vertices = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Properties by label and uid."""


async def index(unit: Unit, new: Vertices) -> None:
    """Tell search of vertices that are new, in their transaction."""
    builds = await _builds(unit, new)
    words: dict[str, None] = {}
    rows = (
        _row(unit, label, uid, own, entry(label, uid, own, builds.get(str(own.get("build")))), words)
        for label, given in new.items()
        for uid, own in given.items()
    )
    for block in blocks(rows):
        await unit.ask(_ADD, rows=block)
    kept = sorted(word for word in words if len(word) >= spelling.FEWEST and word.isalpha())
    for some in blocks(kept):
        await unit.ask(_ADD_WORDS, rows=[[word, list(spelling.grams(word))] for word in some])


def term(tenant: str, word: str, more: str = "") -> str:
    """Return a word for the full-text index; it begins with the tenant, so that nobody else's is found."""
    return re.sub(r"([^\w])", r"\\\1", _token(tenant, word)) + more


def key_word(key: str) -> str:
    """Return the word of a key; no other word begins like it."""
    return "=" + hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


def _row(
    unit: Unit, label: str, uid: str, own: Mapping[str, Any], found: Entry, words: dict[str, None]
) -> dict[str, Any]:
    """Return the row as it is stored, without what is None."""
    place = found.place
    group = None if place.model is None else f"{place.model} {place.series}"
    fields: dict[str, list[str]] = {}
    for where, there in found.words:
        fields.setdefault(FIELDS[where], []).extend(there)
        words.update(dict.fromkeys(there))
    tokens = itertools.chain(*fields.values(), map(key_word, found.keys))
    return {
        "uid": uid,
        "label": label,
        "kind": found.kind,
        "severity": found.severity,
        "model": place.model,
        "series": place.series,
        "number": place.number,
        "group": group,
        "heads": group if label in _HEADS else None,
        "recordedAt": own.get("recordedAt", unit.now),
        "until": own.get("until"),
        "keys": sorted(found.keys),
        "tokens": " ".join(sorted({_token(unit.place.tenant, token) for token in tokens})),
        **fields,
    }


async def _builds(unit: Unit, new: Vertices) -> Mapping[str, Place]:
    """Return the places of the builds that artefacts and regions name, from these vertices or from the store."""
    found = {uid: entry("Build", uid, own).place for uid, own in new.get("Build", {}).items()}
    missing = {str(part["build"]) for part in _parts(new) if "build" in part} - found.keys()
    for block in blocks(sorted(missing)):
        for uid, model, number, series in await unit.ask(_PLACES, uids=block):
            found[uid] = Place(model, number, series)
    return found


def _parts(new: Vertices) -> Iterator[Mapping[str, Any]]:
    made: Iterable[Mapping[str, Any]] = itertools.chain(
        new.get("Artefact", {}).values(), new.get("Region", {}).values()
    )
    yield from made


def _token(tenant: str, word: str) -> str:
    return f"{tenant}.{word}"
