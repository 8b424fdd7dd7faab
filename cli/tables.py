"""Lay out a table for a terminal: ids are never cut, since they are what one asks on with; names are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.text import Text

WHOLE: Final = frozenset(
    {"id", "hop", "label", "line", "severity", "rule", "from", "to", "model", "version", "build", "element", "about"}
)
"""Headings of columns that are never shortened."""
_GAP: Final = "  "
_LEAST: Final = 12  # columns of text that a shortened cell keeps


def laid_out(
    columns: Sequence[str], rows: Sequence[Sequence["Text"]], numbers: Sequence[str], width: int | None
) -> "list[Text]":
    """Return the lines; the longest texts are shortened until they fit into the width, if there is one."""
    from rich.text import Text

    head = [Text(column, "bold") for column in columns]
    widths = [max(row[at].cell_len for row in (head, *rows)) for at in range(len(columns))]
    if width is not None:
        _shorten(columns, widths, width)
    return [_line(columns, row, widths, numbers) for row in (head, *rows)]


def _shorten(columns: Sequence[str], widths: list[int], width: int) -> None:
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        over = sum(widths) + len(_GAP) * (len(widths) - 1) - width
        may = [at for at, column in enumerate(columns) if column not in WHOLE and widths[at] > _LEAST]
        if not may:
            return
        widest = max(may, key=lambda at: widths[at])
        widths[widest] = max(_LEAST, widths[widest] - over)


def _line(columns: Sequence[str], row: Sequence["Text"], widths: Sequence[int], numbers: Sequence[str]) -> "Text":
    from rich.text import Text

    line = Text()
    for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
        shown = cell.copy()
        shown.truncate(widths[at], overflow="ellipsis")
        blank = " " * (widths[at] - shown.cell_len)
        line.append(_GAP if at else "")
        line.append_text(Text(blank) + shown if column in numbers else shown + Text(blank))
    line.rstrip()
    return line
