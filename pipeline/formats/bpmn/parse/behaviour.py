"""Read what a BPMN element does: the events it waits for or sends, its loops, conditions and scripts."""

from collections.abc import Iterator, Mapping
from typing import Literal

from lxml import etree

from pipeline.formats.bpmn.parse.fragments import split
from pipeline.formats.bpmn.parse.outline import Node, bpmn_children, characters
from pipeline.formats.bpmn.parse.references import References
from pipeline.ir.workflow import ACTIVITIES, EventDefinition, EventKind, Expression, Loop, Timer

_EVENTS: Mapping[str, EventKind] = {
    "cancelEventDefinition": "cancel",
    "compensateEventDefinition": "compensate",
    "conditionalEventDefinition": "conditional",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "linkEventDefinition": "link",
    "messageEventDefinition": "message",
    "signalEventDefinition": "signal",
    "terminateEventDefinition": "terminate",
    "timerEventDefinition": "timer",
}
_MEANT: Mapping[EventKind, str] = {
    "compensate": "activityRef",
    "error": "errorRef",
    "escalation": "escalationRef",
    "link": "name",
    "message": "messageRef",
    "signal": "signalRef",
}
_TIMERS: Mapping[str, Literal["date", "duration", "cycle"]] = {
    "timeDate": "date",
    "timeDuration": "duration",
    "timeCycle": "cycle",
}
_BOOLEANS: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}
_CONDITIONS: Mapping[str, str] = {
    "sequenceFlow": "conditionExpression",
    "complexGateway": "activationCondition",
    "adHocSubProcess": "completionCondition",
}


class Behaviour:
    """A reader of the behaviour of the flow nodes of one document."""

    def __init__(self, definitions: etree._Element, references: References) -> None:
        self._language = definitions.get("expressionLanguage")
        self._references = references

    def events(self, node: Node) -> tuple[EventDefinition, ...]:
        """Return the definitions inside an event and those that it refers to, in their order."""
        if not node.kind.endswith("Event"):
            return ()
        return tuple(self._event(xml) for xml in self._definitions(node.xml))

    def loop(self, node: Node) -> Loop | None:
        """Read how often an activity runs; None for once."""
        if node.kind not in ACTIVITIES:
            return None
        for xml in bpmn_children(node.xml, "multiInstanceLoopCharacteristics"):
            return Loop(
                kind="sequential" if is_true(xml.get("isSequential")) else "parallel",
                cardinality=self._expression(xml, "loopCardinality"),
                collection=_text(xml, "loopDataInputRef"),
                condition=self._expression(xml, "completionCondition"),
            )
        for xml in bpmn_children(node.xml, "standardLoopCharacteristics"):
            most = xml.get("loopMaximum")
            return Loop(
                kind="standard",
                cardinality=Expression(text=most) if most else None,
                condition=self._expression(xml, "loopCondition"),
                test_before=is_true(xml.get("testBefore")),
            )
        return None

    def condition(self, node: Node) -> Expression | None:
        """Read the condition of a flow, a complex gateway or an ad-hoc sub-process; None where it is blank."""
        name = _CONDITIONS.get(node.kind)
        return self._expression(node.xml, name) if name else None

    def script(self, node: Node) -> Expression | None:
        """Read the script of a script task, as written."""
        for xml in bpmn_children(node.xml, "script"):
            return Expression(text=characters(xml), language=node.xml.get("scriptFormat"))
        return None

    def _definitions(self, event: etree._Element) -> Iterator[etree._Element]:
        for child in bpmn_children(event, *_EVENTS, "eventDefinitionRef"):
            if split(str(child.tag))[1] != "eventDefinitionRef":
                yield child
            elif (meant := self._references.node(child, characters(child))) and meant.kind in _EVENTS:
                yield meant.xml

    def _event(self, xml: etree._Element) -> EventDefinition:
        kind = _EVENTS[split(str(xml.tag))[1]]
        ref = xml.get(_MEANT[kind]) if kind in _MEANT else None
        if ref and kind != "link":
            ref = self._references.target(xml, ref)
        return EventDefinition(
            kind=kind,
            ref=ref or None,
            timer=_timer(xml) if kind == "timer" else None,
            condition=self._expression(xml, "condition") if kind == "conditional" else None,
        )

    def _expression(self, xml: etree._Element, name: str) -> Expression | None:
        for child in bpmn_children(xml, name):
            if text := characters(child).strip():
                return Expression(text=text, language=child.get("language") or self._language)
        return None


def is_true(value: str | None, default: bool = False) -> bool:
    """Read an xsd:boolean; return the default where there is none, or something else."""
    return default if value is None else _BOOLEANS.get(value.strip(), default)


def _timer(xml: etree._Element) -> Timer | None:
    for child in bpmn_children(xml, *_TIMERS):
        return Timer(kind=_TIMERS[split(str(child.tag))[1]], text=characters(child).strip())
    return None


def _text(xml: etree._Element, name: str) -> str | None:
    for child in bpmn_children(xml, name):
        return characters(child).strip() or None
    return None
