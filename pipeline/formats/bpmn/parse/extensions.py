"""Read what vendors add to a BPMN element, by namespace."""

from collections.abc import Iterator

from pipeline.formats.bpmn.parse.fragments import Writer, split
from pipeline.formats.bpmn.parse.outline import Node
from pipeline.ir.model import Extension

_XML = "http://www.w3.org/XML/1998/namespace"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NEUTRAL = {f"{{{_XML}}}": "xml:", f"{{{_XSI}}}": "xsi:"}


def standard_attributes(node: Node) -> dict[str, str]:
    """Return the standard's attributes and those of XML, as written; id and name only where they are empty."""
    found = {}
    for key, value in node.attributes.items():
        name = _neutral(key)
        if name is not None and not (value and name in ("id", "name")):
            found[name] = value
    return found


def extensions(node: Node, writer: Writer) -> dict[str, Extension]:
    """Return the foreign attributes, and children of extensionElements, of a node and of its folded parts."""
    attributes: dict[str, dict[str, str]] = {}
    elements: dict[str, list[str]] = {}
    for uri, name, value in _attributes(node):
        attributes.setdefault(uri, {}).setdefault(name, value)
    for xml in node.extra:
        elements.setdefault(split(str(xml.tag))[0], []).append(writer.write(xml))
    if not attributes and not elements:
        return {}
    return {
        uri: Extension.lean(attributes=attributes.get(uri, {}), elements=tuple(elements.get(uri, ())))
        for uri in sorted(attributes.keys() | elements.keys())
    }


def _attributes(node: Node) -> Iterator[tuple[str, str, str]]:
    """Yield namespace, name and value of every foreign attribute of an element of BPMN."""
    for xml, folded, attributes in node.standard:
        for key, value in attributes.items():
            if key.startswith("{") and _neutral(key) is None:
                uri, name = split(key)
                yield uri, (name if xml is node.xml else f"{folded}/{name}"), value


def _neutral(key: str) -> str | None:
    """Return the name of an attribute that belongs to no vendor, else None."""
    if not key.startswith("{"):
        return key
    return next((prefix + key.removeprefix(uri) for uri, prefix in _NEUTRAL.items() if key.startswith(uri)), None)
