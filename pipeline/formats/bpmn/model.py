"""Define a BPMN document as a model: control flow, and how its XML was written and drawn."""

from typing import ClassVar

from pipeline.formats.shared.flaws import Flaw as SharedFlaw
from pipeline.ir.model import Element
from pipeline.ir.workflow import FlowElement, WorkflowModel


class BpmnElement(FlowElement):
    """An element with its XML. In `folded`, BPMN's namespace is the default one; `<?ameide-element id?>` replaces an
    element that was cut out."""

    namespaces: dict[str, str] = {}
    """Prefixes that it declares itself; the empty one is the default namespace."""
    diagram: str = ""
    """Folded likewise, and apart because it is only layout: the BPMN DI of the document."""
    arrangement: str = ""
    """Order of its parts in the document, if that is not folded, elements, diagram: `f120e2d40` is 120
    characters of `folded`, two elements of the model, and 40 characters of `diagram`."""

    PLACEMENT: ClassVar[frozenset[str]] = Element.PLACEMENT | {"namespaces", "diagram", "arrangement"}

    @property
    def verbatim(self) -> str:
        """Return the XML that is kept with the element, its drawing last."""
        return self.folded + self.diagram


class Flaw(SharedFlaw):
    """A part of a document that the schemas of BPMN do not allow."""

    kind: str
    """The element of the schema that it is about, which may be folded: `sequenceFlow`, `condition`, `BPMNShape`."""
    part: str
    """The part that is flawed: `@id` is an attribute, `condition` an element inside."""


class BpmnModel(WorkflowModel):
    """The content of a BPMN document."""

    elements: tuple[BpmnElement, ...]
    flaws: tuple[Flaw, ...] = ()
    """Flaws in the order of the document."""
    prolog: str = ""
    """Comments and instructions before the root element, verbatim."""
    epilog: str = ""
    """Likewise after it."""
