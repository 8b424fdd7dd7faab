"""Read how a task is carried out, in one vocabulary for all engines. Their words stay verbatim in the extensions."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from lxml import etree

from pipeline.formats.bpmn.parse.fragments import split
from pipeline.formats.bpmn.parse.outline import Node, bpmn_children, characters
from pipeline.ir.workflow import Implementation

Kind = Literal["worker", "code", "expression", "connector", "decision", "form", "script", "operation", "process"]

_VENDORS: Final[Mapping[str, str]] = {
    "http://activiti.org/bpmn": "activiti",
    "http://camunda.org/schema/1.0/bpmn": "camunda",
    "http://camunda.org/schema/zeebe/1.0": "zeebe",
    "http://flowable.org/bpmn": "flowable",
    "http://operaton.org/schema/1.0/bpmn": "operaton",
    "http://www.jboss.org/drools": "drools",
}
# what engines of the Activiti family and jBPM say in attributes, the most telling first
_ATTRIBUTES: Final[Mapping[str, Kind]] = {
    "topic": "worker",
    "class": "code",
    "delegateExpression": "code",
    "expression": "expression",
    "decisionRef": "decision",
    "decisionTableReferenceKey": "decision",
    "rules": "decision",
    "ruleFlowGroup": "decision",
    "formRef": "form",
    "formKey": "form",
    "taskName": "worker",
    "resource": "script",
    "type": "connector",
}
# what Zeebe and connectors say in elements of their own, and in which attribute; empty for the text
_ELEMENTS: Final[Mapping[str, tuple[Kind, tuple[str, ...]]]] = {
    "calledDecision": ("decision", ("decisionId",)),
    "calledElement": ("process", ("processId",)),
    "connectorId": ("connector", ("",)),
    "formDefinition": ("form", ("formId", "formKey", "externalReference")),
    "script": ("script", ("expression",)),
    "taskDefinition": ("worker", ("type",)),
}
_CARRIED_OUT = frozenset({"businessRuleTask", "sendTask", "serviceTask", "userTask", "receiveTask"})
_NOTHING = frozenset({"", "##unspecified", "##WebService"})  # defaults, which tools write without being asked


def implementation(node: Node) -> Implementation | None:
    """Return the implementation of an activity or event: a vendor's before the standard's, the most telling first."""
    if not node.kind.endswith(("Task", "Event", "EventDefinition", "Activity", "SubProcess")):
        return None
    carriers = [node.xml] if node.leaf else [node.xml, *bpmn_children(node.xml, "messageEventDefinition")]
    found = next((each for xml in carriers for each in _stated(xml)), None)
    return found or _standard(node)


def _stated(xml: etree._Element) -> Iterator[Implementation]:
    if len(xml.attrib) or len(xml):
        yield from _in_attributes(xml)
        for extensions in bpmn_children(xml, "extensionElements"):
            yield from _in_elements(extensions)


def _in_attributes(xml: etree._Element) -> Iterator[Implementation]:
    said = {split(str(key)): str(value).strip() for key, value in xml.items() if str(key).startswith("{")}
    for name, kind in _ATTRIBUTES.items():
        for uri, vendor in _VENDORS.items():
            if value := said.get((uri, name)):
                yield Implementation(kind=kind, name=value, vendor=vendor)


def _in_elements(extensions: etree._Element) -> Iterator[Implementation]:
    for xml in extensions.iter("*"):
        uri, name = split(str(xml.tag))
        if uri not in _VENDORS or name not in _ELEMENTS:
            continue
        kind, attributes = _ELEMENTS[name]
        values = (characters(xml) if attribute == "" else xml.get(attribute, "") for attribute in attributes)
        if value := next((value.strip() for value in values if value.strip()), ""):
            yield Implementation(kind=kind, name=value, vendor=_VENDORS[uri])


def _standard(node: Node) -> Implementation | None:
    if node.kind not in _CARRIED_OUT:
        return None
    for stated in (node.attributes.get("operationRef", ""), node.attributes.get("implementation", "")):
        if stated.strip() not in _NOTHING:
            return Implementation(kind="operation", name=stated.strip())
    return None
