"""Test the description of triggers in words."""

from pipeline.formats.bpmn.facts.triggers import has, not_among
from pipeline.ir.workflow import EventDefinition, EventKind, FlowElement


def event(*kinds: EventKind) -> FlowElement:
    definitions = tuple(EventDefinition(kind=kind) for kind in kinds)
    return FlowElement(id="E", kind="startEvent", line=1, path="", events=definitions)


def test_kinds_that_are_not_allowed_are_named_once_in_words() -> None:
    found = not_among(event("compensate", "message", "terminate", "compensate", "error"), frozenset({"message"}))
    assert found == ["compensation", "termination", "error"]


def test_nothing_is_wrong_with_an_event_that_waits_for_nothing() -> None:
    assert not_among(event(), frozenset()) == []


def test_one_of_several_is_enough() -> None:
    assert has(event("message", "link"), "link")
    assert not has(event("message"), "link")
