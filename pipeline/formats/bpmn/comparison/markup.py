"""Normalise XML fragments, independently of prefixes, ids and the order of attributes."""

from collections.abc import Callable, Collection

from lxml import etree

from pipeline.formats.bpmn.comparison.defaults import stated
from pipeline.formats.bpmn.facts.parts import BPMN, PLACEHOLDER


def children(fragment: str) -> list[etree._Element] | None:
    """Return the nodes of a fragment, instructions too but no comments, which say nothing; None where it is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return list(etree.fromstring(f'<all xmlns="{BPMN}">{fragment}</all>', parser))
    except (etree.XMLSyntaxError, ValueError):  # deeper or longer than libxml2 takes, or not XML at all
        return None


def local_name(xml: etree._Element) -> str:
    """Return the name without a namespace; empty for a comment or instruction."""
    return xml.tag.rpartition("}")[2] if isinstance(xml.tag, str) else ""


def written(xml: etree._Element) -> str:
    """Serialise an element without its tail."""
    return etree.tostring(xml, encoding="unicode", with_tail=False)


class Spelling:
    """Spells elements of one model: an id where `roles` say that one stands is replaced by what it `means`."""

    def __init__(self, roles: Collection[str], means: Callable[[str], str], element: Callable[[str], str]) -> None:
        self._roles = roles
        self._means = means
        self._element = element

    def of(self, xml: etree._Element) -> str:
        """Spell one element with all it holds; equal for two that say the same."""
        if _is_placeholder(xml):
            return f"<?{self._element((xml.text or '').replace('%3F%3E', '?>'))}?>"
        if not isinstance(xml.tag, str):
            return written(xml)
        attributes = sorted((key, self._value(key, value)) for key, value in _attributes(xml).items())
        parts = [xml.tag, repr(attributes), self._text(xml)]
        for child in xml:
            if not _is_placeholder(child):
                parts.append(self.of(child))
            parts.append(_unindented(child.tail))
        # elements of the model have an order of their own, and it is looked at where they are
        parts += sorted(self.of(child) for child in xml if _is_placeholder(child))
        return f"<{' '.join(parts)}>"

    def all(self, fragment: str) -> str:
        """Spell a whole fragment; one that cannot be read stays as it is."""
        found = children(fragment)
        return fragment if found is None else "".join(self.of(xml) for xml in found)

    def _value(self, key: str, value: str) -> str:
        return self._means(value) if key in self._roles else value

    def _text(self, xml: etree._Element) -> str:
        if local_name(xml) in self._roles:
            return self._means((xml.text or "").strip())
        return _unindented(xml.text) if len(xml) else xml.text or ""


def _attributes(xml: etree._Element) -> dict[str, str]:
    """Return the attributes; of BPMN's own elements only those that say something."""
    found = {str(key): str(value) for key, value in xml.items()}
    return stated(local_name(xml), found) if str(xml.tag).startswith(f"{{{BPMN}}}") else found


def _is_placeholder(xml: etree._Element) -> bool:
    return isinstance(xml, etree._ProcessingInstruction) and xml.target == PLACEHOLDER


def _unindented(text: str | None) -> str:
    return "" if not text or text.isspace() else text
