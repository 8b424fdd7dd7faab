"""Test that a body in pieces is read as orjson reads it whole."""

import json
from typing import Any, Final

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.http import json_body
from resolvers.http.json_body import MOST_VALUES, JsonBody, TooManyValues

JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text() | st.sampled_from(['"', "\\", '\\"', "[,{", "\0\00"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


def read(text: bytes, size: int) -> Any:
    body = JsonBody()
    for start in range(0, len(text), size):
        body.add(text[start : start + size])
    return body.read()


@given(JSON, st.integers(1, 40), st.integers(1, 30), st.booleans())
def test_any_value_in_any_pieces(value: Any, size: int, long: int, ascii: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii).encode("utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_body, "LONG", long)
        assert read(text, size) == value


@given(st.text(st.sampled_from('ab"\\\n\U0001f600é'), min_size=50, max_size=400), st.integers(1, 20))
def test_a_long_text_is_read_in_pieces_that_split_no_escape(text: str, long: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_body, "LONG", long)
        for body in (orjson.dumps([text, text]), json.dumps([text, text]).encode()):
            assert read(body, 64) == [text, text]


def test_values_are_counted_and_texts_are_not_looked_into() -> None:
    assert read(orjson.dumps({"a": "[,{" * MOST_VALUES}), 100) == {"a": "[,{" * MOST_VALUES}
    with pytest.raises(TooManyValues):
        read(b"[" + b"1," * MOST_VALUES + b"1]", 100)
    with pytest.raises(TooManyValues):
        read(b'[""' + b',""' * MOST_VALUES + b"]", 100)


@pytest.mark.parametrize("text", [b"", b"{", b'"', b'"\\', b'"\\"', b"[1,]", b'"\\x"', b'"\xff"', b'{"a":"\\ud800"}x'])
def test_what_is_no_json_is_refused(text: bytes) -> None:
    with pytest.raises(orjson.JSONDecodeError):
        read(text, 3)
