"""Test that many values need little memory, and that a digest never holds them all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ir.digest import digest_of, digest_of_each
from pipeline.ir.model import Reference
from tests.fixtures.laws import examples

VALUES = {"role": "default", "target": "F", "type": "sequenceFlow"}


def test_a_lean_value_is_like_any_other():
    lean, checked = Reference.lean(**VALUES), Reference(**VALUES)
    assert lean == checked
    assert hash(lean) == hash(checked)
    assert lean.model_dump() == checked.model_dump()
    assert lean.model_copy(update={"target": "G"}) == Reference(**{**VALUES, "target": "G"})
    assert Reference.lean(**VALUES).model_fields_set is lean.model_fields_set


@settings(max_examples=examples(30))
@given(st.lists(st.dictionaries(st.text(), st.none() | st.integers() | st.text())))
def test_the_digest_of_each_is_that_of_the_list(values):
    assert digest_of_each(iter(values)) == digest_of(values)
