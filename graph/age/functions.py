"""Render and install the database functions for questions that Cypher cannot answer at usable cost.

A template is a file of `migrations/functions/`: SQL with loops over the labels and kinds of edges of `graph.records`,
so that a new kind is in all functions. Functions hold no data, so they are no revision: a graph has all of this
release's, or must be migrated.
"""

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import psycopg
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import migrations
from graph import currency, walks
from graph.records import EDGE_KINDS, LABELS, NEVER_AFTER
from graph.store import Direction

_FOLDER: Final = Path(migrations.__file__).parent / "functions"
_INSTALLED: Final = """
    SELECT format('DROP FUNCTION %s', string_agg(oid::regprocedure::text, ', ')) FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'ameide\\_%'
    HAVING count(*) > 0
"""
_LABEL_IDS: Final = "SELECT _label_id(current_schema(), label::name), label FROM unnest(%s::text[]) AS label"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of edge, as templates see it."""

    name: str
    ending: bool
    """True if its edges can end; they then count only while they are open."""
    bit: int
    """Stands for the kind where several are held in one integer."""
    starts: frozenset[str]
    """Labels of what its edges start at."""
    ends: frozenset[str]
    first: bool = False
    """Some kinds are never followed after it, along the edges: graph/walks.py."""
    second: bool = False
    """True if some kinds are never followed by this one."""
    past_behind: bool = False
    """Followed against it, one may come into the past: graph/currency.py."""
    past_ahead: bool = False
    """Followed along it, likewise."""


_FIRST, _SECOND = (frozenset(pair[side] for pair in NEVER_AFTER) for side in (0, 1))
KINDS: Final = tuple(
    Kind(
        name,
        kind.ending,
        1 << place,
        kind.starts,
        kind.ends,
        first=name in _FIRST,
        second=name in _SECOND,
        past_behind=name in currency.entering(Direction.IMPACT),
        past_ahead=name in currency.entering(Direction.LINEAGE),
    )
    for place, (name, kind) in enumerate(EDGE_KINDS.items())
)


@lru_cache(256)  # whoever asks chooses the kinds
def bits(names: frozenset[str]) -> int:
    """Return these kinds of edges as functions take them: a bit for each."""
    return sum(kind.bit for kind in KINDS if kind.name in names)


@lru_cache(256)
def narrowing(direction: Direction, through: frozenset[str], labels: tuple[str, ...]) -> int:
    """Return the kinds by which a walk from vertices of these labels reaches others narrowly, as `bits` does."""
    return bits(walks.rule(direction, through, labels).narrowing)


def rendered(graph: str, label_ids: Sequence[str | None]) -> str:
    """Return the SQL that creates all functions in a graph; `label_ids` has the label of id n at place n - 1."""
    values = {
        "graph": graph,
        "label_ids": _array(label_ids),
        "labels": sorted(LABELS),
        "kinds": KINDS,
        "kinds_at": {
            "starts": _bits_by_id(label_ids, lambda kind: kind.starts),
            "ends": _bits_by_id(label_ids, lambda kind: kind.ends),
        },
        "most_parallel": _most_parallel(),
        "property": _property,
    }
    return "\n".join(template.render(values) for template in _templates())


@cache
def digest() -> str:
    """Return what tells one set of functions from another: the same for every graph of a release."""
    return hashlib.sha256(rendered("graph", sorted(LABELS)).encode()).hexdigest()


def install(connection: psycopg.Connection[Any], graph: str, role: str) -> None:
    """Replace a graph's functions by this release's; the connection's search path begins with the graph."""
    found = connection.execute(_INSTALLED).fetchone()
    if found is not None:
        connection.execute(found[0])
    connection.execute(rendered(graph, _label_ids(connection)).encode())
    connection.execute(f'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA "{graph}" FROM PUBLIC'.encode())
    connection.execute(f'GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA "{graph}" TO "{role}"'.encode())


@cache
def _templates() -> Sequence[Template]:
    environment = Environment(  # noqa: S701 - SQL of our own names, not HTML
        loader=FileSystemLoader(_FOLDER), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["as_array"] = _array
    return [environment.get_template(name) for name in sorted(environment.list_templates(extensions=["sql"]))]


def _label_ids(connection: psycopg.Connection[Any]) -> Sequence[str | None]:
    by_id: dict[int, str] = dict(connection.execute(_LABEL_IDS, [sorted(LABELS)]).fetchall())
    return [by_id.get(number) for number in range(1, max(by_id) + 1)]


def _bits_by_id(label_ids: Sequence[str | None], labels: Callable[[Kind], frozenset[str]]) -> str:
    by_id = (sum(kind.bit for kind in KINDS if label in labels(kind)) for label in label_ids)
    return f"ARRAY[{', '.join(map(str, by_id))}]"


def _most_parallel() -> int:
    """Return how many kinds of edges there can be from one vertex to another."""
    return max(Counter(pair for kind in KINDS for pair in itertools.product(kind.starts, kind.ends)).values())


def _array(texts: Iterable[str | None]) -> str:
    each = ("NULL" if text is None else f"'{text}'" for text in texts)
    return f"ARRAY[{', '.join(each)}]"


def _property(name: str) -> str:
    """Return the expression for a property, spelled as in the indexes of AGE's tables."""
    return f"agtype_access_operator(VARIADIC ARRAY[properties, '\"{name}\"'::agtype])"
