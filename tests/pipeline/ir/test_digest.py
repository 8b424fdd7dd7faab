"""Test that equal values have one spelling."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ir.digest import canonical, digest_of
from pipeline.ir.document import Document

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_the_order_of_keys_does_not_matter(value):
    backwards = dict(reversed(value.items()))
    assert canonical(backwards) == canonical(value)
    assert json.loads(canonical(value)) == value
    assert canonical(value).isascii()


@given(JSON, JSON)
def test_different_values_have_different_digests(one, other):
    assert (digest_of([one]) == digest_of([other])) == (canonical([one]) == canonical([other]))


def test_a_document_is_known_by_its_bytes():
    assert Document(content=b"").digest == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Document(content=b"a", name="x").digest == Document(content=b"a", path="y").digest
