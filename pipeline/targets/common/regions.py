"""Find the lines of a file that came from each element.

A target marks the beginning and end of an element with lines of control characters. No encoder lets these through, so
text of a document cannot forge a mark. This module removes the marks and counts the lines.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.ir.generated import Region, Span

_MARK: Final = re.compile(" *\x01([+-])([^\x01\x02\n]+)\x02")
_MARKED_LINE: Final = re.compile("^ *\x01[+-][^\x01\x02\n]+\x02\n", re.MULTILINE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Unmarked(NamedTuple):
    """A file without its marks."""

    text: str
    regions: tuple[Region, ...]


def begin(element: str) -> str:
    """Return the mark after which lines came from an element, by its id."""
    return f"\x01+{element}\x02"


def end(element: str) -> str:
    """Return the mark after which lines no longer came from an element."""
    return f"\x01-{element}\x02"


def marked(element: str, text: str) -> str:
    """Return whole lines between the marks of an element. Marks nest: a line may have come from several."""
    return f"{begin(element)}\n{text.removesuffix(chr(10))}\n{end(element)}\n"


def read(path: str, text: str) -> Unmarked:
    """Remove the marks, and the empty lines at the end. Raises ValueError on a bad mark or a control character.

    Lines without a mark came from no element: every model gets them.
    """
    lines: list[str] = []
    owned: dict[str, list[int]] = {}
    open_ones: list[str] = []
    for line in text.split("\n"):
        mark = _MARK.fullmatch(line)
        if mark is None:
            _plain(path, line)
            lines.append(line)
            for element in dict.fromkeys(open_ones):
                owned.setdefault(element, []).append(len(lines))
        elif mark[1] == "+":
            open_ones.append(mark[2])
        elif not open_ones or open_ones.pop() != mark[2]:
            raise ValueError(f"{path}: the mark of {mark[2]} ends where it has not begun")
    if open_ones:
        raise ValueError(f"{path}: the mark of {open_ones[-1]} does not end")
    while lines and not lines[-1]:
        lines.pop()
    found = (
        Region(path=path, element=element, spans=spans)
        for element, numbers in sorted(owned.items())
        if (spans := _spans([number for number in numbers if number <= len(lines)]))
    )
    return Unmarked("".join(f"{line}\n" for line in lines), tuple(found))


def unmarked(text: str) -> str:
    """Return the text without its marks."""
    return _MARKED_LINE.sub("", text)


def tidy(text: str) -> str:
    """Drop the lines of blanks that empty macros of a template leave; a blank line that is meant is empty."""
    return "\n".join(line for line in text.split("\n") if not line or line.strip(" "))


def _plain(path: str, line: str) -> None:
    if found := _CONTROL.search(line):
        raise ValueError(f"{path}: control character {found[0]!r} in {line!r}")


def _spans(numbers: Sequence[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for number in numbers:
        if spans and spans[-1].end == number - 1:
            spans[-1] = Span(start=spans[-1].start, end=number)
        else:
            spans.append(Span(start=number, end=number))
    return tuple(spans)
