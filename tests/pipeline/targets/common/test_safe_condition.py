"""Test that safe conditions become Python, and all others are left to an activity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ir.workflow import Expression
from pipeline.targets.common.safe_condition import condition, variable
from pipeline.targets.temporal_python.expressions import expression


def python(text: str, language: str | None = None) -> str | None:
    found = condition(Expression(text=text, language=language))
    return None if found is None else expression(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${approved}", 'scope["approved"]'),
        ("#{!approved}", 'not scope["approved"]'),
        ("${amount > 1000}", 'scope["amount"] > 1000'),
        ("= amount > 1000", 'scope.feel["amount"] > 1000'),
        ("amount > 1000", 'scope["amount"] > 1000'),
        ('${order.status == "new"}', 'scope["order"]["status"] == "new"'),
        ("${clarified == 'yes'}", 'scope["clarified"] == "yes"'),
        ("${a && (b || !c)}", 'scope["a"] and (scope["b"] or not scope["c"])'),
        ("= a and not(b) or c", 'scope.feel["a"] & ~scope.feel["b"] | scope.feel["c"]'),
        ("= a > 1 or not(b = 2)", '(scope.feel["a"] > 1) | ~scope.feel["b"].equals(2)'),
        ("= 1 + a * (b - 2) != null", '~(Feel(1) + scope.feel["a"] * (scope.feel["b"] - 2)).equals(None)'),
        ("= 5 < a.b", 'Feel(5) < scope.feel["a"]["b"]'),
        ('= status = "open"', 'scope.feel["status"].equals("open")'),
        ("${x == true}", 'scope["x"] is True'),
        ("${null != x}", 'scope["x"] is not None'),
        ("${a + 2 * b >= -1.5}", 'scope["a"] + 2 * scope["b"] >= -1.5'),
        ("${(a + 2) * b lt 10}", '(scope["a"] + 2) * scope["b"] < 10'),
        ("${a - (b - c) > 0}", 'scope["a"] - (scope["b"] - scope["c"]) > 0'),
        ("${not (a == b)}", 'not scope["a"] == scope["b"]'),
        ("${true}", "True"),
        ("${Größe > 3}", 'scope["Größe"] > 3'),
    ],
)
def test_what_is_safe_becomes_python(text: str, expected: str) -> None:
    assert python(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "${bean.check(order)}",
        "${execution.getVariable('x') == 1}",
        "__import__('os').system('true')",
        "${__import__('os')}",
        "= if a then b else c",
        "${a} > ${b}",
        "${items[0] == 1}",
        "${a < b < c}",
        "${1 == 1}",
        "${'text'}",
        "${5}",
        "${a == (b == c)}",
        "${a > true}",
        "${a; b}",
        "${lambda: 0}",
        "${f(x)}",
        "${x.y (1)}",
        '${a == "\\"}',
        "approved",
        "The order is large",
        "yes and no",
        "${" + "(" * 100 + "a" + ")" * 100 + "}",
        "${" + "a and " * 400 + "a}",
    ],
)
def test_all_else_is_left_to_an_activity(text: str) -> None:
    assert python(text) is None


def test_a_script_is_not_a_condition_even_if_it_looks_like_one() -> None:
    assert python("amount > 1000", "javascript") is None
    assert python("amount > 1000", "http://www.w3.org/1999/XPath") == 'scope["amount"] > 1000'


@pytest.mark.parametrize("text", ["items", "${items}", "= items", "#{ items }"])
def test_variables_are_named_in_several_ways(text: str) -> None:
    found = variable(text)
    assert found is not None
    assert found.path == ("items",)


@given(st.text(alphabet="ab.12 ()<>=!&|+-*/'\"${}_\\\n,[]", max_size=40))
def test_nothing_but_operators_over_variables_and_constants_is_ever_printed(text: str) -> None:
    printed = python(text)
    if printed is None:
        return
    compiled = compile(printed, "condition", "eval")
    assert set(compiled.co_names) <= {"scope", "Feel", "feel", "equals"}
    assert not compiled.co_cellvars
