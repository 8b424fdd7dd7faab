"""Read how elements are drawn, element by element: the shapes and edges of BPMN DI."""

from collections import defaultdict
from collections.abc import Callable

from lxml import etree

from pipeline.formats.bpmn.comparison import markup
from pipeline.formats.bpmn.model import BpmnModel

_OWN = {"id", "bpmnElement", "labelStyle", "sourceElement", "targetElement", "choreographyActivityShape"}
"""Ids of the diagram itself, which no model speaks of; and what is drawn, which is the key."""

Drawings = dict[str, list[str]]


def drawings(model: BpmnModel) -> Drawings:
    """Return the drawings of each element, sorted; the rest of a diagram belongs to the element that holds it."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in model.elements:
        if not element.diagram:
            continue
        diagrams = markup.children(element.diagram)
        if diagrams is None:
            found[element.id].append(element.diagram)
        for diagram in diagrams or ():
            _draw(diagram, element.id, _resolver(model), found)
    return {id_: sorted(drawn) for id_, drawn in found.items()}


def _draw(diagram: etree._Element, owner: str, drawn: Callable[[str], str | None], found: Drawings) -> None:
    """Write a diagram bottom up, without the parts that draw an element of their own."""
    spelled: dict[etree._Element, str] = {}
    for xml in _postorder(diagram):
        said = _spelled(xml, spelled)
        stated = xml.get("bpmnElement") if isinstance(xml.tag, str) else None
        id_ = drawn(stated) if stated else None
        if id_ is not None:
            found.setdefault(id_, []).append(said)
        else:
            spelled[xml] = said
    if diagram in spelled:
        found.setdefault(owner, []).append(spelled[diagram])


def _postorder(top: etree._Element) -> list[etree._Element]:
    return [xml for _, xml in etree.iterwalk(top, events=("end", "comment", "pi"))]


def _spelled(xml: etree._Element, spelled: dict[etree._Element, str]) -> str:
    if not isinstance(xml.tag, str):
        return markup.written(xml)
    attributes = sorted((str(key), _number(str(value))) for key, value in xml.items() if key not in _OWN)
    inside = sorted(spelled[child] for child in xml if child in spelled) if _is_bag(xml) else _in_order(xml, spelled)
    text = "" if len(xml) else (xml.text or "").strip()
    return f"<{xml.tag} {attributes} {text} {' '.join(inside)}>"


def _is_bag(xml: etree._Element) -> bool:
    return markup.local_name(xml) == "BPMNPlane"


def _in_order(xml: etree._Element, spelled: dict[etree._Element, str]) -> list[str]:
    return [spelled[child] for child in xml if child in spelled]


def _number(value: str) -> str:
    """Write `100`, `100.0` and `1e2` alike, and `1` as `true`."""
    if value in ("true", "false"):
        value = "1" if value == "true" else "0"
    try:
        return repr(float(value))
    except ValueError:
        return value


def _resolver(model: BpmnModel) -> Callable[[str], str | None]:
    def drawn(stated: str) -> str | None:
        for id_ in (stated, stated.partition(":")[2]):
            if id_ in model.by_source_id:
                return model.by_source_id[id_].id
        return None

    return drawn
