"""Read what a call activity calls, and its inputs, in the standard's words and in those of engines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from pipeline.formats.bpmn.facts.data import data_interfaces
from pipeline.formats.bpmn.meetings.roots import GLOBAL_TASKS
from pipeline.ir.ids import local_name
from pipeline.ir.meeting import Stated
from pipeline.ir.model import Reference
from pipeline.ir.workflow import FlowElement, WorkflowModel

_ZEEBE: Final = "http://camunda.org/schema/zeebe/1.0"
_CAMUNDA: Final = (
    "http://camunda.org/schema/1.0/bpmn",
    "http://operaton.org/schema/1.0/bpmn",
    "http://activiti.org/bpmn",
    "http://flowable.org/bpmn",
)


@dataclass(slots=True)
class _Given:
    """The findings of reading the extensions of one call."""

    names: set[str] = field(default_factory=set)
    all: bool = False


def called(call: FlowElement) -> str:
    """Return the id of what a call activity calls; empty where the document leaves it open."""
    if call.called:
        return local_name(call.called) if any(each.role == "calledElement" for each in call.references) else ""
    by_engine = call.implementation
    if by_engine is None or by_engine.kind != "process" or by_engine.name.startswith("=") or "{" in by_engine.name:
        return ""
    return by_engine.name


def implied(model: WorkflowModel, element: FlowElement) -> Iterator[Reference]:
    """Yield the call of a call activity that an engine's words state, and the standard's do not."""
    if element.kind == "callActivity" and not element.called and (target := called(element)):
        found = model.by_source_id.get(target)
        own = found.id if found is not None and found.kind in {"process", *GLOBAL_TASKS} else None
        yield Reference(role="calledElement", target=target, type="process", element=own)


def container(model: WorkflowModel, element: FlowElement) -> FlowElement | None:
    """Return the process around an element."""
    around: FlowElement | None = element
    while around is not None and around.kind != "process":
        around = model.by_id[around.parent] if around.parent is not None else None
    return around


def given(model: WorkflowModel, call: FlowElement) -> dict[str, Stated]:
    """Return the names of the inputs that a call gives, and whether it gives all; nothing where it does not say."""
    found = _Given({item.name or item.id for each in data_interfaces(model, call) for item in each.inputs} - {""})
    for uri, extension in call.extensions.items():
        if uri == _ZEEBE:
            found.all = True  # all variables go along, where nothing is said
        for text in extension.elements if uri in (_ZEEBE, *_CAMUNDA) else ():
            for tag, attributes in _tags(text):
                _read(uri, tag, attributes, found)
    stated: dict[str, Stated] = {"gives": sorted(found.names)} if found.names else {}
    return stated | ({"givesAll": True} if stated and found.all else {})


def _read(uri: str, tag: str, attributes: Mapping[str, str], found: _Given) -> None:
    target = attributes.get("target", "").strip()
    if uri == _ZEEBE:
        if tag == "input" and target:
            found.names.add(target.partition(".")[0])
        elif tag == "calledElement" and attributes.get("propagateAllParentVariables") == "false":
            found.all = False
    elif tag == "in":
        found.all = found.all or attributes.get("variables") == "all"
        if target:
            found.names.add(target)


def _tags(fragment: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield local names and attributes of a verbatim fragment; it is well-formed except for its prefixes."""
    found: list[tuple[str, Mapping[str, str]]] = []
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(f"<all>{fragment}</all>".encode(), True)
    yield from found
