"""Test that what is written is the same model when it is read again, and valid by the Open Group's schema."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.formats import parse
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.formats.archimate.write.document import write
from pipeline.ir.architecture import ELEMENTS, JUNCTIONS, RELATIONSHIPS
from pipeline.ir.document import Document
from tests.fixtures.corpus import CORPUS, corpus_files, needs_corpus
from tests.pipeline.formats.archimate.documents import concepts, exchange, model, native, zipped
from tests.pipeline.formats.archimate.parse.test_exchange import VIEWS
from tests.pipeline.formats.archimate.parse.test_native import FLOW, VIEW, A, B

FILES = [path for path in corpus_files("archimate/**/*") if path.is_file() and "compatibility_test2" not in path.name]
PLACE = {"line", "path", "folded_count"}


def again(found: ArchimateModel) -> ArchimateModel:
    return model(write(found))


def said(found: ArchimateModel) -> list[dict[str, Any]]:
    """Return everything about the elements of a model but their places, in one order."""
    every = [element.model_dump(exclude=PLACE) for element in found.elements]
    return sorted(every, key=lambda element: str(element["id"]))


@pytest.mark.parametrize("kind", sorted(ELEMENTS | JUNCTIONS))
def test_every_type_of_element_is_written(kind: str) -> None:
    found = model(concepts(f"{kind} a Name &amp; &lt;more>"))
    assert said(again(found)) == said(found)


@pytest.mark.parametrize("kind", sorted(RELATIONSHIPS))
@pytest.mark.parametrize("more", ["", 'accessType="ReadWrite"', 'modifier="+"', 'isDirected="true"'])
def test_every_type_of_relationship_is_written(kind: str, more: str) -> None:
    found = model(concepts("Grouping a A\nGrouping b B", f"{kind} r a b {more}\nAssociation s a r"))
    assert said(again(found)) == said(found)


def test_access_is_always_stated() -> None:
    assert b'accessType="Access"' in write(model(concepts("Node a A\nArtifact b B", "Access r a b")))


def test_views_folders_and_viewpoints_are_written() -> None:
    found = model(exchange(VIEWS))
    assert said(again(found)) == said(found)
    assert [element.drawing for element in again(found).of_kind("node", "connection")] == [
        element.drawing for element in found.of_kind("node", "connection")
    ]


NATIVE = native(
    f"""<folder name="All" id="f">
<element xsi:type="archimate:Node" name="N" id="1 2" profiles="p"><property key="k" value="v"/></element>
{A}{B}{FLOW}</folder>
{VIEW}<profile name="Cloud node" id="p" conceptType="Node"/>""".replace('id="f" type', 'id="w" type')
)


def test_what_the_format_has_no_place_for_comes_back_from_properties() -> None:
    found, written = model(NATIVE), again(model(NATIVE))
    (node,) = written.of_kind("Node")
    assert (node.source_id, node.specializations) == ("id-1-2", ("Cloud node",))
    assert [(each.key, each.values[0].text) for each in node.properties] == [("k", "v")]
    assert written.elements[0].attributes == found.elements[0].attributes == {"archiVersion": "5.0.0"}
    (profile,) = written.of_kind("profile")
    assert (profile.name, profile.attributes) == ("Cloud node", {"conceptType": "Node"})
    assert [each.name for each in written.of_kind("propertyDefinition")] == ["k"]


def test_a_profile_without_an_id_comes_back_without_one() -> None:
    content = native('<profile name="Cloud" conceptType="Node"/><folder name="F" id="f"/>')
    once = again(model(content))
    assert [(each.source_id, each.name) for each in once.of_kind("profile")] == [(None, "Cloud")]
    assert said(again(once)) == said(once)


def test_what_cannot_be_carried_is_listed() -> None:
    lost = '<element xsi:type="archimate:Bogus" id="x"/>'
    lost += '<element xsi:type="archimate:FlowRelationship" id="y" source="x" target="z"/>'
    found = model(zipped(native(f'<folder name="All" id="f">{lost}</folder>'), "images/a.png"))
    (comment,) = re.findall(r"<!--(.*?)-->", write(found).decode(), re.S)
    assert "of the unknown type Bogus: 1 (“x”)" in comment
    assert "relationships without one of their ends: 1 (“y”)" in comment
    assert "files of the archive: 1 (“images/a.png”)" in comment
    assert b"<!--" not in write(model(exchange(VIEWS)))


def test_negative_places_are_moved_into_the_view() -> None:
    found = model(native(VIEW.replace('x="10" y="20" width="400"', 'x="-10" y="-20" width="400"')))
    bounds = {each.id: each.drawing.bounds for each in again(found).of_kind("node") if each.drawing}
    assert bounds["g"] == (0, 0, 400, 300)
    assert bounds["n1"] == (5, 5, 100, 50)


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_corpus_files_are_the_same_model_when_written_and_read(path: Path) -> None:
    found = model(path.read_bytes())
    once = again(found)
    whole = found.dialect == "exchange-3" and not parse(Document(content=path.read_bytes())).problems
    # what the format cannot say is gone, or said as properties, after the first time
    assert said(once) == said(found) if whole else said(again(once)) == said(once)
    assert len(once.concepts) == len(found.concepts)


SCHEMAS = CORPUS.parent / "schemas" / "archimate"


class _Local(etree.Resolver):
    """Resolves imported schemas beside the others, whatever their address."""

    def resolve(self, url: str, _public: str, context: Any) -> Any:  # type: ignore[override]  # the stubs lack it
        return self.resolve_filename(str(SCHEMAS / url.rpartition("/")[2]), context)  # type: ignore[attr-defined]


@cache
def schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(SCHEMAS / "archimate3_Diagram.xsd", parser))


def errors(content: bytes) -> Iterator[str]:
    """Yield what libxml2 says of a document; parts of other namespaces have schemas that are not here."""
    if not schema().validate(etree.fromstring(content)):
        log: Any = schema().error_log
        yield from (error.message for error in log if "No matching global" not in error.message)


needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason=f"no schemas at {SCHEMAS}")


@needs_corpus
@needs_schemas
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_corpus_files_are_valid_when_written(path: Path) -> None:
    assert list(errors(write(model(path.read_bytes())))) == []


@needs_schemas
@pytest.mark.parametrize("content", [exchange(VIEWS), NATIVE, native(VIEW)])
def test_documents_are_valid_when_written(content: bytes) -> None:
    assert list(errors(write(model(content)))) == []
