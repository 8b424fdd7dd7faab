"""Sort what was kept verbatim by where the exchange format has a place for it."""

from typing import Final, NamedTuple

from lxml import etree

_EXCHANGE: Final = "http://www.opengroup.org/xsd/archimate"
_MAIN: Final = f"{_EXCHANGE}/3.0/"
_KNOWN: Final = ("metadata", "concern", "modelingNote")


class Fragments(NamedTuple):
    """The parts that an element keeps."""

    known: tuple[tuple[str, str], ...] = ()
    """Name and XML of those that the format has a place for."""
    foreign: tuple[str, ...] = ()
    """XML of those in other namespaces."""
    unknown: tuple[str, ...] = ()
    """Names of those that belong nowhere."""


def fragments(folded: str) -> Fragments:
    """Read what an element keeps verbatim."""
    if not folded:
        return Fragments()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        every = etree.fromstring(f"<all>{folded}</all>".encode(), parser)
    except etree.XMLSyntaxError:
        return Fragments(unknown=("unreadable",))
    known, foreign, unknown = [], [], []
    for xml in every.iterchildren("*"):
        uri, _, name = str(xml.tag).removeprefix("{").rpartition("}")
        if name in _KNOWN and uri.startswith(_EXCHANGE):
            known.append((name, _today(xml)))
        elif uri and not uri.startswith(_EXCHANGE):
            foreign.append(_alone(xml))
        else:
            unknown.append(name)
    return Fragments(tuple(known), tuple(foreign), tuple(unknown))


def _today(xml: etree._Element) -> str:
    """Return a part in the namespace of release 3."""
    for each in xml.iter("*"):
        uri, _, name = str(each.tag).removeprefix("{").rpartition("}")
        if uri.startswith(_EXCHANGE):
            each.tag = f"{{{_MAIN}}}{name}"
    return _alone(xml)


def _alone(xml: etree._Element) -> str:
    return etree.tostring(xml, method="c14n", exclusive=True, with_comments=True).decode()
