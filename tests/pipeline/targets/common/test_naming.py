"""Test names: identifiers for code, one printable line for an engine, each given once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.targets.common import naming
from pipeline.targets.common.naming import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Check credit?", "check_credit"),
        ("orderToCash", "order_to_cash"),
        ("Settle a claim", "settle_a_claim"),
        ("SettleAClaim", "settle_a_claim"),
        ("Straße prüfen", "strasse_prufen"),
        ("2 days", ""),
        ("審批", ""),
        ("'; DROP TABLE x; --", "drop_table_x"),
        ("../../etc/passwd", "etc_passwd"),
        ("", ""),
        ("x" * 10_000, "x" * 48),
    ],
)
def test_names_are_spelt_in_words_of_plain_letters(text: str, expected: str) -> None:
    assert naming.snake(text) == expected


@given(st.lists(st.text(max_size=30), max_size=20))
def test_every_name_is_given_once_whatever_the_case_of_its_letters(texts: list[str]) -> None:
    taken = Names(["step", "Order"])
    given_out = [taken.take(text, "step") for text in texts]
    assert len({name.lower() for name in given_out}) == len(given_out)
    assert not {"step", "order"} & {name.lower() for name in given_out}


def test_equal_names_cost_no_more_than_others() -> None:
    taken = Names()
    assert [taken.take("task") for _ in range(20_000)][-1] == "task_20000"


@given(st.text(max_size=300))
def test_names_for_an_engine_are_one_printable_line(text: str) -> None:
    name = naming.spoken(text, "fallback")
    assert name
    assert len(name) <= 205
    assert name.isprintable()
    assert not name.startswith("__")
