"""Test that ids are safe and unique, whatever a document states."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ir.ids import Ids, encode

ANY = st.text(st.characters(), max_size=400)  # surrogates too


@pytest.mark.parametrize(
    ("stated", "id_"),
    [
        ("Task_Ship", "Task_Ship"),
        ("_é-日本", "_é-日本"),
        ("a b", "a%20b"),
        ("a\u00a0b", "a%C2%A0b"),
        ("50%~", "50%25%7E"),
        ("\x00\n\x7f", "%00%0A%7F"),
        ("\u202e\u200f\u2028", "%E2%80%AE%E2%80%8F%E2%80%A8"),
        ("a#b/c|d", "a#b/c|d"),
        ("", ""),
    ],
)
def test_encode(stated, id_):
    assert encode(stated) == id_


@given(ANY)
def test_an_encoded_id_is_safe_and_short(stated):
    encoded = encode(stated)
    assert len(encoded.encode()) <= 200
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"} for char in encoded)


@given(st.lists(ANY, unique=True))
def test_different_ids_stay_different(stated):
    assert len({encode(each) for each in stated}) == len(stated)


@pytest.mark.parametrize(("length", "whole"), [(200, True), (201, False), (100_000, False)])
def test_over_200_bytes_are_cut_with_a_digest(length, whole):
    encoded = encode("x" * length)
    assert (encoded == "x" * length) is whole
    assert whole or (encoded[:161], len(encoded)) == ("x" * 160 + "~", 173)


def test_a_cut_never_splits_a_character():
    assert encode("日" * 100).startswith("日" * 53 + "~")


@given(st.lists(st.one_of(st.tuples(st.just(""), ANY), st.tuples(ANY, st.sampled_from(["task", "a[1]", "~"])))))
def test_a_model_never_gets_an_id_twice(wanted):
    ids = Ids()
    given_ = [ids.nameless(encode(nearest), tag) if nearest else ids.named(tag) for nearest, tag in wanted]
    assert len(set(given_)) == len(given_)


def test_duplicates_and_the_nameless_are_numbered():
    ids = Ids()
    assert [ids.named("A"), ids.named("A"), ids.named("B"), ids.named("A")] == ["A", "A~2", "B", "A~3"]
    assert [ids.nameless("A", "task"), ids.nameless("A", "task"), ids.nameless("", "task")] == [
        "A~/task[1]",
        "A~/task[2]",
        "~/task[1]",
    ]
