"""Write documents as canonical XML, with one choice of prefixes and without indentation, to compare them."""

from lxml import etree


def canonical(content: bytes) -> str:
    """Return the C14N 2.0 of a document, with prefixes renamed in order and without indentation."""
    root = etree.fromstring(content)
    for xml in root.iter():
        if _indents(xml.text):
            xml.text = None
        if _indents(xml.tail):
            xml.tail = None
    return str(
        etree.canonicalize(
            root.getroottree(),
            with_comments=True,
            rewrite_prefixes=True,
            qname_aware_attrs=["{http://www.w3.org/2001/XMLSchema-instance}type"],
        )
    )


def _indents(text: str | None) -> bool:
    return text is not None and "\n" in text and text.isspace()
