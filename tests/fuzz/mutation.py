"""Change a document as a careless or hostile tool would: move, double and rename elements, redirect references."""

import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

_BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_ARCHIMATE: Final = "http://www.opengroup.org/xsd/archimate/3.0/"
_WORDS: Final = (
    "", " ", "true", "1", "-1", "NaN", "1e999", "PT1S", "R/PT0S", "${a}", "=a", "a:b", ":", "##any", "http://x/y z",
    "\u202e", "\U0001f600", "x" * 5_000, "{", "<?x?>", "]]>", "%", "~2", "0/0 0 0 * *", "\n", "\t \r",
)  # fmt: skip
_TAGS: Final = (
    "task", "subProcess", "process", "boundaryEvent", "startEvent", "sequenceFlow", "laneSet", "lane",
    "ioSpecification",
    "timerEventDefinition", "messageEventDefinition", "compensateEventDefinition", "linkEventDefinition",
    "multiInstanceLoopCharacteristics", "adHocSubProcess", "transaction", "callActivity", "extensionElements",
    "eventBasedGateway", "complexGateway", "choreographyTask", "participant", "category", "documentation",
    "element", "relationship", "view", "node", "connection", "item", "property", "propertyDefinition", "value",
    "folder", "child", "sourceConnection", "bounds", "bendpoint", "style", "profile", "views", "diagrams",
    "organizations", "name",
)  # fmt: skip
_Elements = list[etree._Element]


def mutated(content: bytes, seed: int) -> bytes:
    """Return the document after a few changes, or unchanged if it is no XML."""
    chance = random.Random(seed)
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return content
    for _ in range(chance.randint(1, 5)):
        _CHANGES[chance.choice(sorted(_CHANGES))](chance, list(root.iter("*")))
    encoding = chance.choice(("UTF-8", "UTF-8", "UTF-16", "ASCII"))
    return etree.tostring(root.getroottree(), encoding=encoding)  # type: ignore[return-value]  # text for "unicode" alone


def _double(chance: random.Random, elements: _Elements) -> None:
    chosen = chance.choice(elements)
    if (above := chosen.getparent()) is not None and len(elements) < 5_000:
        above.insert(chance.randint(0, len(above)), deepcopy(chosen))


def _move(chance: random.Random, elements: _Elements) -> None:
    chosen, target = chance.choice(elements), chance.choice(elements)
    if chosen.getparent() is not None and chosen not in target.iterancestors() and chosen is not target:
        target.insert(chance.randint(0, len(target)), chosen)


def _remove(chance: random.Random, elements: _Elements) -> None:
    chosen = chance.choice(elements)
    if (above := chosen.getparent()) is not None:
        above.remove(chosen)


def _rename(chance: random.Random, elements: _Elements) -> None:
    namespace = chance.choice((_BPMN, _BPMN, _ARCHIMATE, _ARCHIMATE, "urn:other", ""))
    name = chance.choice(_TAGS)
    chance.choice(elements[1:] or elements).tag = f"{{{namespace}}}{name}" if namespace else name


def _bend(chance: random.Random, elements: _Elements) -> None:
    """Give one attribute the value of another, so that ids repeat and references lead elsewhere."""
    stating = [element for element in elements if element.attrib]
    if stating:
        giver, taker = chance.choice(stating), chance.choice(stating)
        taker.set(chance.choice(taker.keys()), giver.get(chance.choice(giver.keys())) or "")


def _forget(chance: random.Random, elements: _Elements) -> None:
    stating = [element for element in elements if element.attrib]
    if stating:
        chosen = chance.choice(stating)
        del chosen.attrib[chance.choice(chosen.keys())]


def _say(chance: random.Random, elements: _Elements) -> None:
    chosen, word = chance.choice(elements), chance.choice(_WORDS)
    if chosen.attrib and chance.random() < 0.5:
        chosen.set(chance.choice(chosen.keys()), word)
    else:
        chosen.text = word


def _bury(chance: random.Random, elements: _Elements) -> None:
    chosen = chance.choice(elements)
    if (above := chosen.getparent()) is not None:
        at, tag = above.index(chosen), f"{{{_BPMN}}}{chance.choice(_TAGS)}"
        for _ in range(chance.choice((1, 1, 3, 100))):
            outer = etree.Element(tag)
            above.insert(at, outer)
            above, at = outer, 0
        above.append(chosen)


_CHANGES: Final[Mapping[str, Callable[[random.Random, _Elements], None]]] = {
    "bend": _bend,
    "bury": _bury,
    "double": _double,
    "forget": _forget,
    "move": _move,
    "remove": _remove,
    "rename": _rename,
    "say": _say,
}
