"""Test that the owners of a line are those whose spans contain it, the most specific first."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ir.lines import by_line, count, owners, pairs

_SPAN = st.tuples(st.integers(1, 60), st.integers(0, 30)).map(lambda each: (each[0], each[0] + each[1]))
_OWNED = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(_SPAN, max_size=4), max_size=8)


@given(_OWNED, st.integers(0, 100))
def test_exactly_those_whose_spans_hold_the_line(owned, line):
    holding = {id_ for id_, spans in owned.items() if any(line in range(start, end + 1) for start, end in spans)}
    found = owners(owned, line)
    assert set(found) == holding
    assert len(found) == len(holding)


@given(_OWNED, st.integers(0, 100))
def test_never_the_general_before_the_particular(owned, line):
    found = owners(owned, line)
    widths = [min(end - start for start, end in owned[id_] if start <= line <= end) for id_ in found]
    assert widths == sorted(widths)


@given(_OWNED, st.integers(0, 100))
def test_the_order_does_not_depend_on_that_of_the_input(owned, line):
    assert owners(dict(reversed(owned.items())), line) == owners(owned, line)


@given(_OWNED, st.integers(0, 100))
def test_all_lines_at_once_are_as_each_alone(owned, last):
    each = {line: owners(owned, line) for line in range(1, last + 1)}
    assert by_line(owned, last) == {line: found for line, found in each.items() if found}


def test_a_task_comes_before_its_process():
    owned = {"Process": [(1, 90)], "Task": [(10, 20)], "Twin": [(10, 20), (40, 41)], "Other": [(21, 30)]}
    assert owners(owned, 12) == ["Task", "Twin", "Process"]
    assert owners(owned, 91) == []


@given(st.lists(_SPAN))
def test_stored_spans_are_read_back(spans):
    assert pairs([line for span in spans for line in span]) == spans


def test_lines_are_counted_with_and_without_an_end():
    assert [count(each) for each in (b"", b"\n", b"a", b"a\n", b"a\nb", b"a\r\nb\r\n")] == [0, 1, 1, 1, 2, 2]
