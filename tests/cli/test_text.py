"""Test that foreign text is shown, never interpreted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.output import styled
from cli.text import count, safe, short


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("Prüfe Kühlung → ok", "Prüfe Kühlung → ok"),
        ("[bold red]x[/]", "[bold red]x[/]"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("a\u202eb", r"a\u202eb"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\x9b2J", r"\x9b2J"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_foreign_text_is_shown_not_obeyed(foreign, shown):
    assert safe(foreign) == shown
    assert styled(foreign).plain == shown
    assert styled((foreign, "bold")).plain == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_gets_through(text):
    assert not {unicodedata.category(char) for char in safe(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_long_text_is_cut():
    assert short("x" * 200, 10) == "xxxxxxxxx…"
    assert short("x" * 10, 10) == "x" * 10


def test_counting():
    assert [count(n, "finding") for n in (0, 1, 2, 1200)] == ["0 findings", "1 finding", "2 findings", "1,200 findings"]
