"""Test that marks become regions, and cannot be forged."""

import pytest

from pipeline.targets.common import regions
from pipeline.targets.common.regions import begin, end


def spans(unmarked: regions.Unmarked) -> dict[str, list[tuple[int, int]]]:
    return {region.element: [(span.start, span.end) for span in region.spans] for region in unmarked.regions}


def test_marks_are_taken_out_and_counted() -> None:
    text = "\n".join(
        ["head", begin("a"), "one", "two", f"    {begin('b')}", "three", end("b"), end("a"),
         "between", begin("a"), "four", end("a"), ""]
    )  # fmt: skip
    unmarked = regions.read("x.py", text)
    assert unmarked.text == "head\none\ntwo\nthree\nbetween\nfour\n"
    assert spans(unmarked) == {"a": [(2, 4), (6, 6)], "b": [(4, 4)]}


def test_lines_under_no_mark_came_from_no_element() -> None:
    assert regions.read("x.py", "a\n\nb\n") == ("a\n\nb\n", ())


def test_empty_lines_at_the_end_go_and_belong_to_nothing() -> None:
    unmarked = regions.read("x.py", f"{begin('e')}\na\n\n{end('e')}\n\n")
    assert unmarked.text == "a\n"
    assert spans(unmarked) == {"e": [(1, 1)]}
    assert regions.read("x.py", f"{begin('e')}\n\n{end('e')}\n") == ("", ())


def test_a_text_can_be_marked_as_a_whole() -> None:
    text = regions.marked("a", f"one\n{regions.marked('b', 'two')}")
    assert spans(regions.read("x.py", text)) == {"a": [(1, 2)], "b": [(2, 2)]}
    assert regions.unmarked(text) == "one\ntwo\n"


def test_lines_of_blanks_are_what_empty_macros_leave() -> None:
    assert regions.tidy("a\n    \n\nb\n") == "a\n\nb\n"


@pytest.mark.parametrize("forged", ["x\x01+0\x02", "\x01+\x02", "\x01+a\x02 x", "\x00", "\x1b[31m", "\x7f"])
def test_text_with_control_characters_is_refused(forged: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        regions.read("x.py", f"a\n{forged}\n")


def test_marks_have_to_be_nested() -> None:
    with pytest.raises(ValueError, match="has not begun"):
        regions.read("x.py", f"{begin('a')}\nx\n{end('b')}")
    with pytest.raises(ValueError, match="does not end"):
        regions.read("x.py", f"{begin('a')}\nx\n")
