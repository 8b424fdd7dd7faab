"""Test that BPMN is recognised by its beginning, and other documents are left to the parser."""

import pytest

from pipeline.formats.bpmn.recognition import recognises
from tests.pipeline.documents import order

_SPACE = b"http://www.omg.org/spec/BPMN/20100524/MODEL"


@pytest.mark.parametrize("content", [order(), b'<b:definitions xmlns:b="%s"/>' % _SPACE])
def test_definitions_in_its_namespace_are_recognised_under_any_prefix(content: bytes) -> None:
    assert recognises(content)


@pytest.mark.parametrize("content", [b"", b"<definitions/>", b'<model xmlns="%s"/>' % _SPACE, b"\x00\xff", b"{}"])
def test_nothing_else_is(content: bytes) -> None:
    assert recognises(content) is None
