"""Small ArchiMate documents, in the exchange format and as Archi writes them."""

import io
import zipfile

from pipeline.formats import parse
from pipeline.formats.archimate.model import ArchimateElement, ArchimateModel
from pipeline.ir.document import Document

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

A_GOAL = '<elements><element identifier="a" xsi:type="Goal"><name>Growth</name></element></elements>'


def exchange(body: str, *, name: str = "Shop", space: str = "http://www.opengroup.org/xsd/archimate/3.0/") -> bytes:
    head = f'<model xmlns="{space}" {XSI} identifier="id-model">\n<name xml:lang="en">{name}</name>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{body}\n</model>\n'.encode()


def concepts(elements: str, relationships: str = "", more: str = "") -> bytes:
    """Return an exchange document with elements and relationships, each a line of `Type id name` or `Type id a b`."""
    made = [line.split(" ", 2) for line in elements.strip().splitlines()]
    ends = [line.split() for line in relationships.strip().splitlines()]
    said = "".join(
        f'<element identifier="{id_}" xsi:type="{kind}"><name>{name}</name></element>\n' for kind, id_, name in made
    )
    tied = "".join(
        f'<relationship identifier="{id_}" xsi:type="{kind}" source="{source}" target="{target}" {" ".join(other)}/>\n'
        for kind, id_, source, target, *other in ends
    )
    body = f"<elements>\n{said}</elements>\n"
    return exchange(body + (f"<relationships>\n{tied}</relationships>\n" if tied else "") + more)


def native(body: str, *, space: str = "http://www.archimatetool.com/archimate", version: str = "5.0.0") -> bytes:
    head = f'<archimate:model {XSI} xmlns:archimate="{space}" name="Shop" id="id-model" version="{version}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{body}\n</archimate:model>\n'.encode()


def zipped(model: bytes, *others: str) -> bytes:
    """Return the archive that Archi makes of a model with images."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.xml", model)
        for name in others:
            archive.writestr(name, b"x")
    return made.getvalue()


def model(content: bytes) -> ArchimateModel:
    found = parse(Document(content=content))
    assert isinstance(found.model, ArchimateModel), found.problems
    return found.model


def problems(content: bytes) -> list[tuple[str, int | None]]:
    """Return code and line of each problem."""
    return [(each.code, each.line) for each in parse(Document(content=content)).problems]


def only(found: ArchimateModel, kind: str) -> ArchimateElement:
    (element,) = found.of_kind(kind)
    return element


def dropped(found: ArchimateModel) -> int:
    """Return the parts of a document that became nothing."""
    return found.parts - len(found.elements) - sum(each.folded_count for each in found.elements) - found.reported
