"""Read an ArchiMate document: exchange format or Archi's own, plain or in an archive."""

import re
from typing import Final

from pipeline.formats.archimate.model import ArchimateElement, ArchimateModel
from pipeline.formats.archimate.parse.exchange import Exchange
from pipeline.formats.archimate.parse.native import Native
from pipeline.formats.archimate.parse.reading import Reading, local, namespace
from pipeline.formats.archimate.parse.repository import assembled, is_repository
from pipeline.formats.archimate.parse.schema import inspected
from pipeline.formats.archimate.parse.settling import Settling
from pipeline.formats.shared.archives import Unpacked, is_zip, unpacked
from pipeline.formats.shared.telling import at_most, deceptive
from pipeline.formats.shared.wording import shown
from pipeline.formats.shared.xml import Tree, read
from pipeline.ir.digest import Spelling
from pipeline.ir.document import Document, Problem
from pipeline.ir.model import Parsed

PARSER: Final = "archimate/2"

_EXCHANGE: Final = "http://www.opengroup.org/xsd/archimate"
_DIALECTS: Final = (
    (re.compile(rf"{re.escape(_EXCHANGE)}(/2(\.\d)?)?/?"), "exchange-2.1"),
    (re.compile(rf"{re.escape(_EXCHANGE)}/3(\.\d)?/?"), "exchange-3"),
    (re.compile(r"http://www\.(archimatetool\.com|bolton\.ac\.uk)/archimate/?"), "archi"),
)
"""Namespaces, and what is written in them."""
_INSIDE: Final = "model.xml"
_SAID: Final = Spelling({ArchimateElement: ArchimateElement.PLACEMENT})


def text(content: bytes) -> bytes:
    """Return the XML of a document, or nothing where its archive cannot be read."""
    if is_repository(content) and _INSIDE.encode() not in content:
        return b""  # lines are those of many files
    found = unpacked(content, _INSIDE) if is_zip(content) else Unpacked(content, ())
    return b"" if isinstance(found, Problem) else found.content


def parse(document: Document) -> Parsed:
    """Return the model in a document; or, without one, the one problem that prevents it."""
    whole = assembled(document.content)
    if isinstance(whole, Problem):
        return Parsed(problems=(whole,))
    if whole is not None:
        return _read(Reading(whole.tree, whole.size, whole.places), "archi", whole.others)
    content = unpacked(document.content, _INSIDE) if is_zip(document.content) else Unpacked(document.content, ())
    if isinstance(content, Problem):
        return Parsed(problems=(content,))
    tree = read(content.content)
    if isinstance(tree, Problem):
        return Parsed(problems=(tree,))
    uri = namespace(tree.root).strip()
    dialect = next((dialect for pattern, dialect in _DIALECTS if pattern.fullmatch(uri)), None)
    if dialect is None or local(tree.root) != "model":
        return Parsed(problems=(_foreign(tree, dialect),))
    return _read(Reading(tree, len(content.content)), dialect, content.others)


def _read(reading: Reading, dialect: str, others: tuple[str, ...]) -> Parsed:
    (Native if dialect == "archi" else Exchange)(reading).read()
    if reading.room < 0:
        message = "Long names or namespaces are used so often that the document grows out of proportion."
        return Parsed(problems=(Problem(code="TOO_LARGE", message=message, line=1, column=1),))
    return _settled(reading, dialect, others)


def _foreign(tree: Tree, dialect: str | None) -> Problem:
    uri, name = namespace(tree.root), local(tree.root)
    where = f"the namespace {shown(uri)!r}" if uri else "no namespace"
    if name == "model" and dialect is None:
        code, message = "WRONG_NAMESPACE", f"model is in {where}; the exchange format has {_EXCHANGE + '/3.0/'!r}."
    elif dialect == "archi":
        code = "NOT_ARCHIMATE"
        message = f"The document is {shown(name)!r}, one part of a repository of coArchi. Export the model to one file."
    else:
        code, message = "NOT_ARCHIMATE", f"The document is {shown(name)!r} in {where}; an ArchiMate document is model."
    return Problem(code=code, message=message, line=tree.lines[0], column=1, path=f"/{shown(name)}")


def _settled(reading: Reading, dialect: str, files: tuple[str, ...]) -> Parsed:
    elements = Settling(reading).elements(files)
    model = ArchimateModel(
        format="archimate",
        parser=PARSER,
        name=elements[0].name,
        elements=elements,
        dialect=dialect,
        flaws=inspected(reading.root, reading.owner) if dialect == "exchange-3" else (),
        parts=reading.parts + len(files),
        content_digest=_SAID.digest(elements),
    )
    return Parsed(model=model, problems=at_most([*reading.problems, *deceptive(elements)]))
