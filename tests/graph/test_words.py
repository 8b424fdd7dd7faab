"""Test the words of a text: which spellings differ, and which are equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.words import LONGEST, folded, key, parts, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ship goods", ("ship", "goods")),
        ("CheckCredit_limit-v2", ("check", "credit", "limit", "v2")),
        ("HTTPServer", ("http", "server")),
        ("Größe ÄNDERN naïve Łódź", ("grosse", "andern", "naive", "łodz")),
        ("ＦＵＬＬ ﬁne", ("full", "fine")),
        ("発注 process", ("発", "注", "process")),
        ("हिन्दी", ("हिन्दी",)),
        ("pkg:pypi/a.b@1", ("pkg", "pypi", "a", "b", "1")),
        ("%_\\'& \0", ()),
    ],
)
def test_parts(text: str, expected: tuple[str, ...]) -> None:
    assert parts(text) == expected


def test_what_was_joined_is_a_word_too() -> None:
    assert words("Task_ShipGoods ship", 99) == ("task", "ship", "goods", "taskshipgoods")
    assert words("a b c d", 2) == ("a", "b")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert key(key(text)) == key(text)


@given(st.text())
def test_words_hold_nothing_that_a_query_language_could_read(text: str) -> None:
    for word in words(text, 1000):
        assert 0 < len(word) <= LONGEST
        assert not set(word) & set("'\"\\:*&|!()<>= \t\n\r\0_-")
