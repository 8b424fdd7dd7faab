"""Bind a named query to its tenant, and to the graph as it stood when the unit began.

Neo4j reads all data committed at the moment of reading, and keeps all tenants in one graph. So every vertex of every
pattern is tied to `$tenant`, and every vertex and edge to `$_now`, at its place in the text.
"""

import re
from functools import lru_cache
from typing import Final

from cypher import Query

STANDING: Final = "{0}.recordedAt <= $_now AND ({0}.until IS NULL OR {0}.until > $_now)"

_NODE: Final = re.compile(r"\((\w*):(\w+)\)")
_EDGE: Final = re.compile(r"\[(\w*):(\w+)\]")
_UNTIL: Final = re.compile(r"\b(\w+)\.until\b")
_PATTERN: Final = re.compile(r"\bMATCH\b(.*?)(?=\b(?:OPTIONAL|MATCH|WHERE|WITH|RETURN|UNWIND|ORDER)\b|\Z)", re.S)
_BOUND: Final = re.compile(r"\((\w+)\)")


@lru_cache(maxsize=4096)
def bound(query: Query) -> str:
    """Return the text. Raises ValueError, naming the query, where a pattern would reach beyond tenant or moment."""
    names = (f"_{number}" for number in range(1_000))

    def vertex(found: re.Match[str]) -> str:
        name = found[1] or next(names)
        return f"({name}:{found[2]} WHERE {name}.tenant = $tenant AND {name}.recordedAt <= $_now)"

    def edge(found: re.Match[str]) -> str:
        name = found[1] or next(names)
        return f"[{name}:{found[2]} WHERE {name}.recordedAt <= $_now]"

    _check(query)
    text = _UNTIL.sub(r"(CASE WHEN \1.until <= $_now THEN \1.until END)", query.text)
    return _EDGE.sub(edge, _NODE.sub(vertex, text))


def _check(query: Query) -> None:
    """Check that every vertex of a pattern has a label, or had one before, and every edge its kind."""
    labelled: set[str] = set()
    for pattern in _PATTERN.findall(query.text):
        labelled.update(found[1] for found in _NODE.finditer(pattern))
        rest = _EDGE.sub("", _NODE.sub("", pattern))
        unknown = {found[1] for found in _BOUND.finditer(rest)} - labelled
        rest = _BOUND.sub("", rest)
        if unknown or "--" in pattern or re.sub(r"[\s,<>-]", "", rest):
            raise ValueError(f"{query.name}: only (x:Label), [x:KIND] and what is known before: {pattern.strip()}")
