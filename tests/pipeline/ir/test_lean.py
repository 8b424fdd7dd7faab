"""Test that many values need little memory, and that a digest never holds them all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ir.digest import Spelling, canonical, digest_of, digest_of_each
from pipeline.ir.model import Element, Extension, Reference
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


TEXT = st.text(st.characters(), max_size=20)
REFERENCES = st.builds(
    Reference, role=TEXT, target=TEXT, type=TEXT, element=st.none() | TEXT, notation=st.none() | TEXT
)
EXTENSIONS = st.builds(
    Extension, attributes=st.dictionaries(TEXT, TEXT, max_size=3), elements=st.lists(TEXT, max_size=3).map(tuple)
)
ELEMENTS = st.builds(
    Element,
    id=TEXT,
    source_id=st.none() | TEXT,
    kind=TEXT,
    name=st.just("") | TEXT,
    line=st.integers(),
    path=TEXT,
    attributes=st.dictionaries(TEXT, TEXT, max_size=3),
    references=st.lists(REFERENCES, max_size=3).map(tuple),
    extensions=st.dictionaries(TEXT, EXTENSIONS, max_size=2),
)


@settings(max_examples=examples(100))
@given(st.lists(ELEMENTS, max_size=3))
def test_a_spelling_is_that_of_the_dump(elements):
    spelling = Spelling({Element: {"line"}, Reference: {"notation"}})
    dumped = [each.model_dump(exclude={"line": True, "references": {"__all__": {"notation"}}}) for each in elements]
    assert [spelling.of(each) for each in elements] == [canonical(each) for each in dumped]
    assert spelling.digest(elements) == digest_of(dumped)
