"""Test that many values need little memory, and that a digest never holds them all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ir.digest import digest_of, digest_of_each
from pipeline.ir.model import Element, Reference
from tests.fixtures.laws import examples

VALUES = {"role": "default", "target": "F", "type": "sequenceFlow"}


def test_a_lean_value_is_like_any_other():
    lean, checked = Reference.lean(**VALUES), Reference(**VALUES)
    assert lean == checked
    assert hash(lean) == hash(checked)
    assert lean.model_dump() == checked.model_dump()
    assert lean.model_copy(update={"target": "G"}) == Reference(**{**VALUES, "target": "G"})
    assert Reference.lean(**VALUES).model_fields_set is lean.model_fields_set


def test_a_lean_value_has_its_own_defaults_in_the_order_of_the_fields():
    given = {"kind": "task", "id": "A", "line": 1, "path": "/a"}
    one, other = Element.lean(**given), Element.lean(**given)
    assert one.attributes is not other.attributes
    assert list(one.__dict__) == list(Element(**given).__dict__)
    assert one.model_dump_json() == Element(**given).model_dump_json()


def test_a_lean_value_needs_what_has_no_default():
    with pytest.raises(TypeError, match="Element lacks id, path"):
        Element.lean(kind="task", line=1)


@settings(max_examples=examples(30))
@given(st.lists(st.dictionaries(st.text(), st.none() | st.integers() | st.text())))
def test_the_digest_of_each_is_that_of_the_list(values):
    assert digest_of_each(iter(values)) == digest_of(values)
