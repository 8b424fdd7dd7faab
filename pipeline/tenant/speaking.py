"""Name rows of a query in messages, as naming.py does for elements."""

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.ir.naming import quoted, spoken

Row = Mapping[str, Any]
"""A row of a query: column to value."""
_SHOWN = 5


def named(row: Row) -> str:
    """Return kind and label of an element: `call activity “Ship order”`."""
    return f"{spoken(row['kind'])} {quoted((row['name'] or '').strip() or id_of(row['element']))}"


def meant(row: Row) -> str:
    """Return the id that is referred to, and where it should be: `“Process_Ship” of the namespace “urn:shop”`."""
    return quoted(row["target"]) + (f" of the namespace {quoted(row['namespace'])}" if row["namespace"] else "")


def id_of(element: str) -> str:
    """Return the id of an element in its model."""
    return element.partition("#")[2]


def model_of(uid: str) -> str:
    """Return the model that a version or element belongs to."""
    return uid.partition("@")[0]


def some(words: Iterable[str]) -> str:
    """List the first few, and how many more there are."""
    every = list(words)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more
