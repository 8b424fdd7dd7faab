"""Parse what stands inside an element without a vertex of its own: sets, assignments, performers, imports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
PLACEHOLDER = "ameide-element"
"""The instruction that stands in a fragment where an element of the model was cut out; it names the element."""

_BEYOND = {"extensionElements"}  # in `Element.extensions`, by vendor


@dataclass(frozen=True, slots=True)
class Part:
    """A BPMN part inside an element, by its BPMN name."""

    kind: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes as written, including `xsi:type`; foreign ones are in `Element.extensions`."""
    text: str = ""
    """Character data directly inside."""
    parts: tuple["Part", ...] = ()
    element: str | None = None
    """Id of the element of the model that this is. In `parts` such a place says nothing else."""

    @property
    def value(self) -> str:
        """Return the text, stripped."""
        return self.text.strip()

    def all(self, *kinds: str) -> Iterator["Part"]:
        """Return the parts of these kinds directly inside."""
        return (part for part in self.parts if part.kind in kinds)


def read_parts(fragment: str) -> Part:
    """Parse the text and the parts that are kept verbatim of an element (`Element.folded`)."""
    if "<" not in fragment and "&" not in fragment:
        return Part("", text=fragment)
    reading = _Reading()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.ProcessingInstructionHandler = reading.instruction
    parser.Parse(f'<all xmlns="{BPMN}">{fragment}</all>'.encode(), True)
    return reading.whole


class _Reading:
    """The parts around the place that is being read, the innermost last."""

    def __init__(self) -> None:
        self.whole = Part("")
        self._open: list[tuple[str, dict[str, str], list[str], list[Part]]] = []
        self._foreign = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _standard(name)
        if self._foreign or kind is None or kind in _BEYOND:
            self._foreign += 1
            return
        neutral = ((key.replace(f"{_XSI} ", "xsi:"), value) for key, value in attributes.items())
        plain = {key: value for key, value in neutral if " " not in key}
        self._open.append((kind, plain, [], []))

    def end(self, _name: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        kind, attributes, text, inside = self._open.pop()
        self.whole = Part(kind, attributes, "".join(text), tuple(inside))
        if self._open:
            self._open[-1][3].append(self.whole)

    def text(self, characters: str) -> None:
        if not self._foreign:
            self._open[-1][2].append(characters)

    def instruction(self, target: str, data: str) -> None:
        if target == PLACEHOLDER and not self._foreign:
            self._open[-1][3].append(Part("", element=data.replace("%3F%3E", "?>")))


def _standard(name: str) -> str | None:
    """Return the local name of a name in BPMN's namespace; None for any other."""
    namespace, _, local = name.rpartition(" ")
    return local if namespace == BPMN else None
