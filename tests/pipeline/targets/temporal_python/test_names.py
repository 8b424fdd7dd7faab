"""Names: identifiers for Python, one printable line for Temporal, each given once."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.targets.temporal_python import names


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
def test_names_are_spelt_as_python_spells_them(text: str, expected: str) -> None:
    assert names.snake(text) == expected


@given(st.lists(st.text(max_size=30), max_size=20))
def test_every_name_is_an_identifier_and_given_once(texts: list[str]) -> None:
    taken = names.methods()
    given_out = [taken.take(names.snake(text), "step") for text in texts]
    assert len({name.lower() for name in given_out}) == len(given_out)
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in given_out)
    assert not names.RESERVED & set(given_out)


def test_equal_names_cost_no_more_than_others() -> None:
    taken = names.methods()
    assert [taken.take("task") for _ in range(20_000)][-1] == "task_20000"


@given(st.text(max_size=300))
def test_names_for_temporal_are_one_printable_line(text: str) -> None:
    name = names.spoken(text, "fallback")
    assert name
    assert len(name) <= 205
    assert name.isprintable()
    assert not name.startswith("__")
