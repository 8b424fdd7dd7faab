"""CSV: one table, whose first column says whether a row is a fact about the whole, a vertex or an edge.

No cell is a formula: a value that a spreadsheet could take for one gets an apostrophe in front, and so does a value
that begins with an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from resolvers.export.exported import Exported, Fact

COLUMNS: Final = ("record", "hop", "id", "label", "kind", "name", "line", "from", "to", "evidence")
_FORMULA: Final = re.compile(r"[\s\0]*[=+\-@＝＋－＠']|[\t\r]")  # spreadsheets take the wide ones for formulas too


def write(exported: Exported) -> str:
    """Write all cells in quotes: some readers split at semicolons or tabs too."""
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(COLUMNS)
    table.writerows([cell(value) for value in row] for row in _rows(exported))
    return text.getvalue()


def cell(value: Fact) -> str:
    """Quote text so that no spreadsheet computes it."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _rows(exported: Exported) -> Iterator[tuple[Fact, ...]]:
    for name, value in exported.facts.items():
        yield "fact", None, name, None, None, value, None, None, None, None
    for one in exported.vertices:
        yield "vertex", one.hop, one.id, one.label, one.kind, one.name, one.line, None, None, None
    for edge in exported.edges:
        yield "edge", None, None, None, edge.kind, None, None, edge.start, edge.end, "; ".join(edge.evidence)
