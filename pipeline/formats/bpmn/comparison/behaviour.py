"""Tell elements of BPMN apart by what they do and say."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import JsonValue

from pipeline.ir.comparison import Meaning
from pipeline.ir.workflow import EventDefinition, FlowElement

VALUES: Final = ("condition", "interrupting", "event_sub_process", "events", "loop", "called", "script")
"""Fields that are compared."""
_TAG = re.compile(r"<[^<>]*>")
_SPOKEN = {
    "textAnnotation",
    "conditionExpression",
    "documentation",
    "condition",
    "timeDuration",
    "timeDate",
    "timeCycle",
}


_ELABORATED: Final = {
    **dict.fromkeys(("condition", "timeDate", "timeDuration", "timeCycle"), "events"),
    **dict.fromkeys(("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"), "loop"),
    **dict.fromkeys(("loopCardinality", "loopCondition", "completionCondition"), "loop"),
    "conditionExpression": "condition",
    "script": "script",
}


def elaborates(kind: str) -> str | None:
    """Return the property that states in short what an element of this kind states as XML."""
    return "events" if kind.endswith("EventDefinition") else _ELABORATED.get(kind)


def wording(element: FlowElement) -> str:
    """Return its name; of an element that is nothing but a text, the text."""
    if element.name or element.kind not in _SPOKEN:
        return element.name
    return _TAG.sub("", element.folded).strip()


def behaviour(element: FlowElement) -> Mapping[str, Any]:
    """Return what it does, ids left out."""
    return {
        "events": [event.model_dump(exclude={"ref"}, exclude_none=True) for event in element.events],
        "condition": element.condition and element.condition.model_dump(),
        "script": element.script and element.script.model_dump(),
        "loop": element.loop and element.loop.model_dump(exclude={"collection"}),
        "interrupting": None if element.interrupting else False,
        "event_sub_process": element.event_sub_process or None,
    }


def meant(element: FlowElement, meaning: Meaning) -> Mapping[str, JsonValue]:
    """Return the values in which ids stand, every id replaced by what it means."""
    found: dict[str, JsonValue] = {
        "events": [_event(event, meaning) for event in element.events],
        "called": element.called and meaning.meant(element.called),
    }
    if element.loop and element.loop.collection:
        loop = element.loop.model_copy(update={"collection": meaning.meant(element.loop.collection)})
        found["loop"] = loop.model_dump()
    return found


def _event(event: EventDefinition, meaning: Meaning) -> JsonValue:
    if not event.ref or event.kind == "link":
        return event.model_dump()
    return event.model_copy(update={"ref": meaning.meant(event.ref)}).model_dump()
