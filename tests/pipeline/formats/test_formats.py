"""Test which parser reads a document, and that no parser raises."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats import FORMATS, parse, recognised
from pipeline.ir.document import Document
from pipeline.ir.format import Format
from pipeline.ir.model import Model, Parsed
from tests.pipeline.formats.bpmn.parse.documents import bpmn, process

SAMPLE = process(
    '<startEvent id="Start"><outgoing>F</outgoing><timerEventDefinition><timeDate>x</timeDate>'
    "</timerEventDefinition></startEvent>",
    '<sequenceFlow id="F" sourceRef="Start" targetRef="own:Task"><conditionExpression xsi:type="tFormalExpression">1'
    "</conditionExpression></sequenceFlow>",
    '<task id="Task" acme:colour="red"><extensionElements><acme:a b="c"/></extensionElements></task>',
)


def outcome(**said: object) -> str | list[str]:
    found = parse(Document(content=b"<a/>", **said))
    return [problem.code for problem in found.problems]


def test_bpmn_is_among_the_formats():
    assert FORMATS["bpmn"].endings[0] == ".bpmn"


def test_names_of_formats_and_of_their_own_endings_are_told_apart():
    assert all(name == row.name for name, row in FORMATS.items())
    endings = [ending for row in FORMATS.values() for ending in row.endings]
    assert len(endings) == len(set(endings))


@pytest.mark.parametrize("said", [{}, {"format": "bpmn"}, {"format": "nonsense"}, {"path": "model.txt"}])
def test_content_comes_before_what_is_said_about_it(said):
    assert parse(Document(content=bpmn(), **said)).model is not None


def test_a_format_that_nobody_reads_is_named():
    found = parse(Document(content=b"<a/>", format="visio"))
    assert found.model is None
    (problem,) = found.problems
    assert (problem.code, problem.path) == ("UNKNOWN_FORMAT", "format")
    assert "'visio'" in problem.message
    assert "bpmn" in problem.message


def other(**stated: object) -> Format[Model]:
    usual = {"name": "other", "title": "Other", "description": "Other.", "endings": (".bpmn.txt", ".txt")}
    return Format(**(usual | {"parse": lambda _: Parsed()} | stated))  # type: ignore[arg-type]


def meant(content: bytes, another: Format[Model], monkeypatch: pytest.MonkeyPatch, **said: object) -> str:
    monkeypatch.setattr("pipeline.formats.FORMATS", {**FORMATS, "other": another})
    found = recognised(Document(content=content, **said))
    return found.name if isinstance(found, Format) else found.code


@pytest.mark.parametrize(
    ("sure", "said", "expected"),
    [
        (True, {}, "other"),
        (True, {"format": "bpmn"}, "other"),
        (False, {"format": "other"}, "other"),
        (False, {"path": "x.bpmn.txt"}, "other"),
        (False, {"path": "x.bpmn"}, "bpmn"),
        (False, {}, "bpmn"),
        (None, {"path": "x.bpmn"}, "bpmn"),
        (None, {}, "UNKNOWN_FORMAT"),
        (None, {"format": "othr"}, "UNKNOWN_FORMAT"),
    ],
)
def test_of_several_formats_the_content_tells_then_what_is_said_then_the_name(sure, said, expected, monkeypatch):
    assert meant(b"whatever", other(recognises=lambda _: sure), monkeypatch, **said) == expected


def test_of_two_that_recognise_it_the_stated_one_is_meant(monkeypatch):
    another = other(recognises=lambda _: True)
    assert meant(bpmn(), another, monkeypatch) == "bpmn"
    assert meant(bpmn(), another, monkeypatch, format="other") == "other"


def test_a_format_that_is_misspelt_is_guessed():
    (problem,) = parse(Document(content=b"<a/>", format="bmpn")).problems
    assert problem.message == "There is no format 'bmpn'; there are: archimate, bpmn. Did you mean 'bpmn'?"


@pytest.mark.parametrize("path", ["a.bpmn", "A.BPMN2", "a.bpmn20.xml", "a.xml", None])
def test_without_a_sign_the_bpmn_parser_says_what_it_misses(path):
    assert outcome(path=path) == ["NOT_BPMN"]


def test_bpmn_in_sixteen_bits_is_recognised():
    content = bpmn().decode().encode("utf-16")
    assert parse(Document(content=content)).model == parse(Document(content=bpmn())).model


def test_equal_bytes_give_equal_models():
    assert parse(Document(content=SAMPLE)) == parse(Document(content=SAMPLE))


def harmless(content: bytes) -> None:
    """Check that there is a model or exactly one problem, in characters that can be shown anywhere."""
    found = parse(Document(content=content))
    if found.model is None:
        assert len(found.problems) == 1
    else:
        folded = sum(element.folded_count for element in found.model.elements)
        assert found.model.parts == len(found.model.elements) + folded
    for problem in found.problems:
        assert problem.message.isprintable()
        assert len(problem.message) < 500


@given(st.binary(max_size=2_000))
def test_any_bytes_are_answered(content):
    harmless(content)


@given(st.text(max_size=500), st.sampled_from(["utf-8", "utf-16", "utf-32", "latin-1"]))
def test_any_text_in_a_document_is_answered(text, encoding):
    harmless(f"<?xml version='1.0' encoding='{encoding}'?>{SAMPLE.decode()}{text}".encode(encoding, "replace"))


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 40), st.binary(max_size=12)), max_size=6))
def test_a_document_with_pieces_replaced_is_answered(changes):
    content = SAMPLE
    for place, length, new in changes:
        content = content[:place] + new + content[place + length :]
    harmless(content)


@given(st.integers(0, 2**32))
def test_a_document_with_its_tags_shuffled_is_answered(seed):
    pieces = SAMPLE.decode().split("<")[1:]
    random.Random(seed).shuffle(pieces)
    harmless(f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><{"<".join(pieces)}'.encode())
    kept = [piece for piece in pieces if not piece.startswith(("/", "definitions"))]
    flat = "".join(f"<{piece.split('>')[0].rstrip('/')}/>" for piece in kept)
    head = SAMPLE.decode().split(">")[0]
    harmless(f"{head}>{flat}</definitions>".encode())
