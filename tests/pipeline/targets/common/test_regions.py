"""Marks become regions, and cannot be forged."""

import pytest

from pipeline.ir.generated import Span
from pipeline.targets.common import regions


def spans(printed: regions.Printed) -> dict[str, list[tuple[int, int]]]:
    return {region.element: [(span.start, span.end) for span in region.spans] for region in printed.regions}


def test_marks_are_taken_out_and_counted() -> None:
    marks = regions.Marks()
    marked = "\n".join(
        ["head", marks.begin("a"), "one", "two", f"    {marks.begin('b')}", "three", marks.end("b"), marks.end("a"),
         "between", marks.begin("a"), "four", marks.end("a"), ""]
    )  # fmt: skip
    printed = regions.read("x.py", marked, marks, "P")
    assert printed.text == "head\none\ntwo\nthree\nbetween\nfour\n"
    assert spans(printed) == {"P": [(1, 1), (5, 5)], "a": [(2, 4), (6, 6)], "b": [(4, 4)]}


def test_every_line_has_an_element() -> None:
    marks = regions.Marks()
    printed = regions.read("x.py", f"a\n\n{marks.begin('e')}\nb\n{marks.end('e')}\n\n", marks, "P")
    lines = {line for found in spans(printed).values() for start, end in found for line in range(start, end + 1)}
    assert lines == set(range(1, printed.text.count("\n") + 1))


def test_lines_of_blanks_are_what_empty_macros_leave() -> None:
    assert regions.read("x.py", "a\n    \n\nb\n", regions.Marks(), "P").text == "a\n\nb\n"


@pytest.mark.parametrize("forged", ["x\x01+0\x02", "\x00", "\x1b[31m", "\x7f"])
def test_text_with_control_characters_is_refused(forged: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        regions.read("x.py", f"a\n{forged}\n", regions.Marks(), "P")


def test_marks_have_to_be_nested() -> None:
    marks = regions.Marks()
    with pytest.raises(ValueError, match="has not begun"):
        regions.read("x.py", f"{marks.begin('a')}\nx\n{marks.end('b')}", marks, "P")


def test_a_whole_file_has_one_region() -> None:
    assert regions.whole("x.json", "a\nb\n", "P").spans == (Span(start=1, end=2),)
