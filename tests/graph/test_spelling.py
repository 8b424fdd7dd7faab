"""Test slips against the textbook's table, and that a shared run of letters finds each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.spelling import apart, grams, meant, slips

_WORDS = st.text("abc", max_size=10)


def _table(one: str, other: str) -> int:
    """Compute the optimal string alignment."""
    rows = [[max(i, j) if not i or not j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            mistaken = rows[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, mistaken)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(_WORDS, _WORDS)
def test_slips_are_counted_as_in_the_textbook(one: str, other: str) -> None:
    edits = _table(one, other)
    assert apart(one, other, 2) == (edits if edits <= 2 else None)


@given(st.text("abcde", min_size=3, max_size=12), st.text("abcde", min_size=1, max_size=14))
def test_words_that_may_be_meant_share_letters(word: str, other: str) -> None:
    if meant(word, other) is not None:
        assert set(grams(word)) & set(grams(other))


@given(st.data())
def test_two_slips_anywhere_leave_a_run(data: st.DataObject) -> None:
    word = data.draw(st.text("abcdefgh", min_size=8, max_size=12))
    other = word
    for _ in range(2):
        at = data.draw(st.integers(0, len(other) - 1))
        other = other[:at] + other[at : at + 2][::-1] + other[at + 2 :]
    if apart(word, other, 2) is not None:
        assert set(grams(word)) & set(grams(other))


@pytest.mark.parametrize(("word", "forgiven"), [("ab", 0), ("abc", 1), ("abcd", 1), ("abcdefgh", 2), ("order2024", 0)])
def test_short_words_and_numbers_are_taken_as_they_are(word: str, forgiven: int) -> None:
    assert slips(word) == forgiven


@pytest.mark.parametrize(
    ("word", "other", "edits"),
    [
        ("shp", "ship", 1),
        ("sip", "ship", 1),
        ("shi", "shp", 1),
        ("hsp", "shp", None),
        ("pay", "day", None),
        ("shp", "sh", None),
    ],
)
def test_in_a_word_of_three_letters_the_first_one_is_right(word: str, other: str, edits: int | None) -> None:
    assert meant(word, other) == edits
