"""Tell how often an activity runs, in the standard's words or in those of Camunda and Zeebe."""

import json
from typing import Final

from pipeline.ir.said import Said
from pipeline.ir.workflow import FlowElement
from pipeline.targets.common.condition import Condition, Variable
from pipeline.targets.common.safe_condition import condition, value, variable
from pipeline.targets.execution import vendors
from pipeline.targets.execution.builder import ProcessBuilder
from pipeline.targets.execution.statements import parts
from pipeline.targets.execution.work import Count, Each, Items, Listed, Loop, Reads, Standard, Told

_MOST: Final = 100_000


def loop(builder: ProcessBuilder, element: FlowElement) -> Loop | None:
    """Return the repetition of a step; None where it runs once."""
    stated = element.loop
    if stated is None:
        return None
    if stated.kind == "standard":
        return _standard(builder, element)
    zeebe = _zeebe(builder, element)
    results = zeebe.get("outputCollection") or _data(builder, _text_of(builder, element, "loopDataOutputRef"))
    return Each(
        items=_items(builder, element),
        item=vendors.attribute(builder.model, element, "elementVariable")
        or zeebe.get("inputElement")
        or _named(builder, element, "inputDataItem")
        or "item",
        parallel=stated.kind == "parallel",
        first=1 if zeebe.attributes else 0,
        enough=_enough(element),
        results=results or f"{builder.step(element)}_results",
        collect=_collect(builder, element, zeebe),
    )


def _enough(element: FlowElement) -> Condition | None:
    return condition(element.loop.condition) if element.loop else None


def _zeebe(builder: ProcessBuilder, element: FlowElement) -> Said:
    return next(iter(vendors.zeebe(builder.model, element, "loopCharacteristics")), Said("", {}))


def _collect(builder: ProcessBuilder, element: FlowElement, zeebe: Said) -> Condition | None:
    """Return what each repetition gives to the list of results, where the model says it in a way that can be run."""
    if stated := zeebe.get("outputElement"):
        return value(stated)
    named = _named(builder, element, "outputDataItem")
    return Variable(path=(named,), nullable=True) if named else None


def _named(builder: ProcessBuilder, element: FlowElement, kind: str) -> str:
    """Return the name of the data item of this kind that the repetition states."""
    return next((part.get("name") or part.get("id") for part in parts(builder.model, element, kind)), "")


def _text_of(builder: ProcessBuilder, element: FlowElement, kind: str) -> str:
    return next((part.text.strip() for part in parts(builder.model, element, kind)), "")


def _data(builder: ProcessBuilder, reference: str) -> str:
    """Return the variable of the data that a reference means: its name, else its id."""
    meant = builder.model.by_source_id.get(reference) if reference else None
    return builder.variable(meant.id, meant.name) if meant is not None and meant.name else reference


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
    text = (
        cardinality
        or _data(builder, data or "")
        or vendors.attribute(builder.model, element, "collection")
        or _zeebe(builder, element).get("inputCollection")
    )
    if (listed := _listed(text)) is not None:
        return Listed(values=listed)
    if named := variable(text):
        return Reads(variable=named)
    items = f"{step}_items"
    return Told(action=builder.actions.add(element, "items", f"list_{items}", text=text or "", variable=items))


def _number(text: str) -> int | None:
    plain = text.strip().removeprefix("${").removesuffix("}").strip()
    return min(int(plain), _MOST) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def _listed(text: str) -> tuple[bool | int | float | str | None, ...] | None:
    """Return the constants of a list, `=[1, 2, 3]`; None for anything else."""
    if not text.startswith("="):
        return None
    try:
        found = json.loads(text[1:])
    except ValueError:
        return None
    plain = isinstance(found, list) and all(isinstance(each, bool | int | float | str | None) for each in found)
    return tuple(found) if plain else None
