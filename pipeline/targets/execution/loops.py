"""Tell how often an activity runs, in the standard's words or in those of Camunda and Zeebe."""

from typing import Final

from lxml import etree

from pipeline.ir.workflow import FlowElement
from pipeline.targets.common.safe_condition import condition, variable
from pipeline.targets.execution.builder import ProcessBuilder
from pipeline.targets.execution.work import Count, Each, Items, Loop, Reads, Standard, Told

_CAMUNDA: Final = ("http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn", "http://flowable.org/bpmn")
_ZEEBE: Final = "http://camunda.org/schema/zeebe/1.0"
_MOST: Final = 100_000
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def loop(builder: ProcessBuilder, element: FlowElement) -> Loop | None:
    """Return the repetition of a step; None where it runs once."""
    stated = element.loop
    if stated is None:
        return None
    if stated.kind == "standard":
        return _standard(builder, element)
    return Each(
        items=_items(builder, element),
        item=_vendor(element, "elementVariable", "inputElement") or "item",
        parallel=stated.kind == "parallel",
        enough=condition(stated.condition),
        results=f"{builder.step(element)}_results",
    )


def _standard(builder: ProcessBuilder, element: FlowElement) -> Standard:
    stated, step = element.loop, builder.step(element)
    if stated is None:
        raise ValueError(f"{element.id} has no loop")
    safe = condition(stated.condition)
    action = None
    if safe is None:
        text = stated.condition.text if stated.condition else ""
        action = builder.actions.add(element, "again", f"repeat_{step}", text=text, variable=f"{step}_again")
    most = _number(stated.cardinality.text) if stated.cardinality else None
    return Standard(before=stated.test_before, condition=safe, action=action, most=most)


def _items(builder: ProcessBuilder, element: FlowElement) -> Items:
    stated, step = element.loop, builder.step(element)
    cardinality = stated.cardinality.text if stated and stated.cardinality else ""
    if (number := _number(cardinality)) is not None:
        return Count(number=number)
    data = stated.collection if stated else None
    meant = builder.model.by_source_id.get(data) if data else None
    text = (
        cardinality
        or (meant.name if meant and meant.name else data)
        or _vendor(element, "collection", "inputCollection")
    )
    if named := variable(text):
        return Reads(variable=named)
    items = f"{step}_items"
    return Told(action=builder.actions.add(element, "items", f"list_{items}", text=text or "", variable=items))


def _number(text: str) -> int | None:
    plain = text.strip().removeprefix("${").removesuffix("}").strip()
    return min(int(plain), _MOST) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def _vendor(element: FlowElement, camunda: str, zeebe: str) -> str | None:
    """Return what a vendor's extension says; the standard has no plain way to name a variable."""
    for uri in _CAMUNDA:
        if uri in element.extensions:
            found = element.extensions[uri].attributes.get(f"multiInstanceLoopCharacteristics/{camunda}")
            if found:
                return found
    for text in element.extensions[_ZEEBE].elements if _ZEEBE in element.extensions else ():
        found = etree.fromstring(text, _PARSER).get(zeebe)
        if found:
            return str(found)
    return None
