"""Read where elements are drawn: the shapes and edges of BPMN DI (BPMN 12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from pipeline.formats.bpmn.facts.parts import BPMN
from pipeline.formats.bpmn.model import BpmnModel

_BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_DI = "{http://www.omg.org/spec/DD/20100524/DI}"
_KINDS = {f"{_BPMNDI}BPMNShape": "shape", f"{_BPMNDI}BPMNEdge": "edge", f"{_BPMNDI}BPMNPlane": "plane"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """One shape, edge or plane of one diagram."""

    kind: str
    """`shape`, `edge` or `plane`."""
    diagram: int
    """Number of the diagram in the document, from 0."""
    stated: str
    """Id of the drawn element, as written."""
    element: str | None
    """Id of the element that it draws; None where the document has none such."""
    bounds: Bounds | None = None
    """Bounds of a shape; None if they are missing or unreadable."""
    waypoints: tuple[tuple[float, float], ...] = ()
    """Points of an edge."""
    label: Bounds | None = None
    attributes: Mapping[str, str] | None = None
    """`isExpanded`, `isHorizontal`, `isMarkerVisible`, `id`, …, as written."""

    def says(self, name: str) -> bool | None:
        """Return a boolean attribute; None where it is not stated."""
        return {"true": True, "1": True, "false": False, "0": False}.get((self.attributes or {}).get(name, "").strip())


def drawings(model: BpmnModel) -> tuple[Drawing, ...]:
    """Return shapes, edges and planes of the document's diagrams in their order, also those that draw nothing known."""
    return model.remembered("drawings", lambda: tuple(_read(model)))


def drawn(model: BpmnModel) -> Mapping[str, tuple[Drawing, ...]]:
    """Return shapes and edges by the id of the element they draw."""
    return model.remembered("drawn", lambda: _by_element(drawings(model)))


def _by_element(every: Iterable[Drawing]) -> Mapping[str, tuple[Drawing, ...]]:
    found: dict[str, list[Drawing]] = {}
    for drawing in every:
        if drawing.element is not None and drawing.kind != "plane":
            found.setdefault(drawing.element, []).append(drawing)
    return {element: tuple(those) for element, those in found.items()}


def _read(model: BpmnModel) -> Iterable[Drawing]:
    by_source_id = {source_id: element.id for source_id, element in model.by_source_id.items()}
    diagrams = "".join(element.diagram for element in model.elements)
    whole = ElementTree.fromstring(f'<all xmlns="{BPMN}">{diagrams}</all>')  # noqa: S314  no DTD can stand in there
    for number, diagram in enumerate(whole):
        yield from (_drawing(xml, number, by_source_id) for xml in diagram.iter() if xml.tag in _KINDS)


def _drawing(xml: ElementTree.Element, number: int, by_source_id: Mapping[str, str]) -> Drawing:
    stated = xml.get("bpmnElement", "").strip()
    label = xml.find(f"{_BPMNDI}BPMNLabel")
    points = (_numbers(point, "x", "y") for point in xml.findall(f"{_DI}waypoint"))
    return Drawing(
        kind=_KINDS[xml.tag],
        diagram=number,
        stated=stated,
        element=by_source_id.get(stated) or by_source_id.get(stated.partition(":")[2]),
        bounds=_bounds(xml),
        waypoints=tuple((point[0], point[1]) for point in points if point is not None),
        label=_bounds(label) if label is not None else None,
        attributes={key: value for key, value in xml.items() if key != "bpmnElement"},
    )


def _bounds(xml: ElementTree.Element) -> Bounds | None:
    stated = xml.find(f"{_DC}Bounds")
    numbers = None if stated is None else _numbers(stated, "x", "y", "width", "height")
    return Bounds(*numbers) if numbers else None


def _numbers(xml: ElementTree.Element, *names: str) -> tuple[float, ...] | None:
    try:
        numbers = tuple(float(xml.get(name, "")) for name in names)
    except ValueError:
        return None
    return numbers if all(abs(number) < 1e9 for number in numbers) else None  # neither NaN nor infinite
