"""Test which documents are ArchiMate, and that every other one is refused with one problem that says where."""

import io
import zipfile

import pytest

from pipeline.formats import parse
from pipeline.ir.document import Document
from tests.pipeline.formats.archimate.documents import A_GOAL, exchange, model, native, zipped


def refused(content: bytes) -> tuple[str, int | None]:
    found = parse(Document(content=content, format="archimate"))
    assert found.model is None
    (problem,) = found.problems
    return problem.code, problem.line


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ("NOT_XML", 1)),
        (b"\n<!DOCTYPE model><model/>", ("DOCTYPE_REFUSED", 2)),
        (exchange(A_GOAL)[:-3], ("NOT_WELL_FORMED", 5)),
        (exchange(A_GOAL, space="urn:archimate"), ("WRONG_NAMESPACE", 2)),
        (b'<elements xmlns="http://www.opengroup.org/xsd/archimate/3.0/"/>', ("NOT_ARCHIMATE", 1)),
        (b"PK\x03\x04 model.xml but no archive", ("BAD_ARCHIVE", 1)),
        (zipped(exchange(A_GOAL))[:-30], ("BAD_ARCHIVE", 1)),
        (zipped(b"no XML"), ("NOT_XML", 1)),
        (exchange("<a>" * 300 + "</a>" * 300), ("TOO_DEEP", 4)),
    ],
)
def test_what_cannot_be_read_has_one_problem_with_its_place(content: bytes, problem: tuple[str, int]) -> None:
    assert refused(content) == problem


def test_a_part_of_a_repository_of_coarchi_is_refused_with_what_to_do() -> None:
    part = b'<archimate:BusinessActor xmlns:archimate="http://www.archimatetool.com/archimate" name="A" id="a"/>'
    (problem,) = parse(Document(content=part)).problems
    assert (problem.code, problem.line) == ("NOT_ARCHIMATE", 1)
    assert "Export the model to one file" in problem.message


def archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name.replace("_", "."), content)
    return made.getvalue()


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    assert refused(archive(model_xml=b" " * (51 * 1024 * 1024))) == ("TOO_LARGE", 1)


def test_an_archive_without_a_model_is_refused() -> None:
    assert refused(archive(other_xml=b"<a/>")) == ("BAD_ARCHIVE", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_a_document_is_recognised_in_every_encoding(encoding: str) -> None:
    text = exchange(A_GOAL).decode().replace("UTF-8", "utf-16" if encoding == "utf-16" else "UTF-8")
    assert model(text.encode(encoding)).format == "archimate"


@pytest.mark.parametrize("content", [exchange(A_GOAL), native(""), zipped(native(""))])
def test_a_document_is_recognised_without_a_name(content: bytes) -> None:
    assert model(content).format == "archimate"


@pytest.mark.parametrize("release", ["", "/", "/2.1/", "/3.0", "/3.0/", "/3.1/", "/3.2/"])
def test_every_namespace_of_the_exchange_format_is_read(release: str) -> None:
    found = model(exchange(A_GOAL, space=f"http://www.opengroup.org/xsd/archimate{release}"))
    assert found.by_id["a"].kind == "Goal"


def test_a_comment_before_the_model_hides_nothing() -> None:
    said = b"<?xml version='1.0'?><!-- <definitions> of what we do -->"
    assert model(said + exchange(A_GOAL).partition(b"?>")[2]).format == "archimate"


def test_prefixes_change_nothing() -> None:
    content = exchange(A_GOAL).decode()
    for name in ("model", "name", "elements", "element"):
        content = content.replace(f"<{name}", f"<a:{name}").replace(f"</{name}", f"</a:{name}")
    content = content.replace("xmlns=", "xmlns:a=").replace('xsi:type="', 'xsi:type="a:')
    assert model(content.encode()).content_digest == model(exchange(A_GOAL)).content_digest


def test_bpmn_that_speaks_of_archimate_is_none() -> None:
    bpmn = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><documentation>{}</documentation>'
    content = bpmn.format("&lt;model archimate>").encode() + b"<model x='archimate'/></definitions>"
    found = parse(Document(content=content))
    assert found.model is not None
    assert found.model.format == "bpmn"


def test_cycles_of_relationships_and_views_are_read() -> None:
    body = """<elements><element identifier="a" xsi:type="Goal"><name>G</name></element></elements>
<relationships><relationship identifier="r" xsi:type="Association" source="s" target="r"/>
<relationship identifier="s" xsi:type="Association" source="r" target="s"/></relationships>"""
    found = model(exchange(body))
    assert (found.by_id["r"].source, found.by_id["r"].target) == ("s", "r")
