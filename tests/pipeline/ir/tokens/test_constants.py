"""Test which conditions hold always or never, in the words of several expression languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ir.tokens.constants import constant
from pipeline.ir.workflow import Expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${true}", True),
        ("#{false}", False),
        ("${1 == 2}", False),
        ("${ 1 == 1 }", True),
        ("${!true}", False),
        ("${not (1 > 2)}", True),
        ("${'a' eq 'b'}", False),
        ('${"x" != "y"}', True),
        ("${2 ge 10}", False),
        ("${-1 < 0}", True),
        ("= true", True),
        ("=1 = 2", False),
        ("=not(true)", False),
        ("= false and amount > 3", False),
        ("${approved || true}", True),
        ("true", True),
        ("false()", False),
        ("true() or x", True),
        ("1 = 1.0", True),
    ],
)
def test_a_condition_without_data_is_constant(text: str, expected: bool) -> None:
    assert constant(Expression(text=text)) is expected


@pytest.mark.parametrize(
    "text",
    [
        "", "${approved}", "${n > 5}", "= amount > 10", "approved", "Not approved", "yes", "1", "'true'", "${1 == '1'}",
        "${true", "${f(true)}", "${x == x}", "${n == 5 && true}", "true or", "((true)", "1 <", "${a}${b}", "= [1,2]",
        "otherwise, true", "1 == 1 == 2", "${empty x}", "(" * 2_000, "!" * 900,
    ],
)  # fmt: skip
def test_any_other_is_unknown(text: str) -> None:
    assert constant(Expression(text=text)) is None


def test_no_condition_is_unknown() -> None:
    assert constant(None) is None


@given(st.text("${}=!<>&|() truefalsx1'\".", max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    assert constant(Expression(text=text)) in {True, False, None}
