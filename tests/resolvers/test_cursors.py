"""Test that cursors read back unchanged, and anything else is refused."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers import cursors
from resolvers.errors import Refused

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)
NUMBERS = st.integers(-(2**53), 2**53)


@given(TEXT, NUMBERS, TEXT)
def test_what_goes_in_comes_out(kind: str, number: int, text: str) -> None:
    assert cursors.decode(cursors.encode(kind, number, text), kind, int, str) == (number, text)


@given(TEXT, NUMBERS)
def test_of_another_kind_or_shape_it_is_refused(kind: str, number: int) -> None:
    cursor = cursors.encode(kind, number)
    for other, types in ((kind + "x", (int,)), (kind, (str,)), (kind, (int, int)), (kind, ()), (kind, (bool,))):
        with pytest.raises(Refused):
            cursors.decode(cursor, other, *types)


@given(st.text(max_size=300))
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        cursors.decode(text, "kind", str)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        cursors.decode(base64.urlsafe_b64encode(data).decode(), "kind", str)


@pytest.mark.parametrize("first", [-1, 0, 1001, 10**9])
def test_sizes_of_pages(first: int) -> None:
    assert cursors.page_size(None) == cursors.USUAL
    assert cursors.page_size(1000) == 1000
    with pytest.raises(Refused):
        cursors.page_size(first)
