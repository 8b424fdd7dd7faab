"""Which lines of a file came from which element.

A template marks where an element begins and ends with lines of its own, made of control characters, which no
encoder lets through: text of a document cannot forge one. Here the marks are taken out again, and counted.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.ir.generated import Region, Span

_MARK: Final = re.compile("\x01([+-])(\\d+)\x02")
_MARKED_LINE: Final = re.compile("^ *\x01[+-]\\d+\x02\n", re.MULTILINE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Marks:
    """Hands out the marks of one project."""

    def __init__(self) -> None:
        self._elements: list[str] = []
        self._numbers: dict[str, int] = {}

    def begin(self, element: str) -> str:
        """From the next line on it is about this element."""
        return f"\x01+{self._number(element)}\x02"

    def end(self, element: str) -> str:
        """From the next line on it is not."""
        return f"\x01-{self._number(element)}\x02"

    def element(self, number: int) -> str:
        """The element of a mark."""
        return self._elements[number]

    def _number(self, element: str) -> int:
        if element not in self._numbers:
            self._numbers[element] = len(self._elements)
            self._elements.append(element)
        return self._numbers[element]


class Printed(NamedTuple):
    """A file without its marks."""

    text: str
    regions: tuple[Region, ...]


def read(path: str, marked: str, marks: Marks, otherwise: str) -> Printed:
    """Take the marks out. Lines under none came from `otherwise`, the process. Raises ValueError on a bad mark."""
    lines: list[str] = []
    owned: dict[str, list[int]] = {}
    open_ones: list[str] = []
    for text in marked.split("\n"):
        mark = _MARK.fullmatch(text.strip(" "))
        if text and not text.strip(" "):
            continue  # what an empty macro leaves; a blank line that is meant is empty
        if mark is None:
            _plain(path, text)
            lines.append(text)
            for element in dict.fromkeys(open_ones or [otherwise]):
                owned.setdefault(element, []).append(len(lines))
        elif mark[1] == "+":
            open_ones.append(marks.element(int(mark[2])))
        elif not open_ones or open_ones.pop() != marks.element(int(mark[2])):
            raise ValueError(f"{path}: the mark of {marks.element(int(mark[2]))} ends where it has not begun")
    return _printed(path, lines, owned)


def unmarked(marked: str) -> str:
    """The text without its marks."""
    return _MARKED_LINE.sub("", marked)


def whole(path: str, text: str, element: str) -> Region:
    """A file that came from one element."""
    return Region(path=path, element=element, spans=(Span(start=1, end=text.count("\n")),))


def _printed(path: str, lines: Sequence[str], owned: dict[str, list[int]]) -> Printed:
    text = "\n".join(lines).rstrip("\n") + "\n"
    last = text.count("\n")
    regions = (
        Region(path=path, element=element, spans=_spans([number for number in numbers if number <= last]))
        for element, numbers in owned.items()
    )
    return Printed(text, tuple(sorted((region for region in regions if region.spans), key=lambda found: found.element)))


def _plain(path: str, text: str) -> None:
    if found := _CONTROL.search(text):
        raise ValueError(f"{path}: control character {found[0]!r} in {text!r}")


def _spans(numbers: Sequence[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for number in numbers:
        if spans and spans[-1].end == number - 1:
            spans[-1] = Span(start=spans[-1].start, end=number)
        else:
            spans.append(Span(start=number, end=number))
    return tuple(spans)
