"""Test formats of installed packages: their acceptance, and the handling of their crashes."""

from importlib.metadata import EntryPoint

import pytest

from pipeline.formats.accepting import accepted
from pipeline.ir.document import Document, Problem
from pipeline.ir.format import Format
from pipeline.ir.model import Model, Parsed
from pipeline.ir.plugins import PluginInvalid


def refuse(document: Document) -> Parsed:
    return Parsed(problems=(Problem(code="REFUSED", message=str(len(document.content))),))


def crash(_: object) -> Parsed:
    raise RuntimeError("secret")


def crash_too(_: bytes) -> bool:
    raise RuntimeError("secret")


def row(**stated: object) -> Format[Model]:
    usual = {"name": "mine", "title": "Mine", "description": "Mine.", "endings": (".mine",), "parse": refuse}
    return Format(**(usual | stated))  # type: ignore[arg-type]  # some of it is wrong on purpose


def taken(found: object) -> Format[Model]:
    return accepted(EntryPoint("mine", "theirs:FORMAT", "ameide.formats"), found)


def test_a_format_that_is_offered_reads_its_documents():
    (problem,) = taken(row()).parse(Document(content=b"abc")).problems
    assert (problem.code, problem.message) == ("REFUSED", "3")


def test_a_parser_that_crashes_is_a_problem_without_its_secrets():
    (problem,) = taken(row(parse=crash)).parse(Document(content=b"")).problems
    assert problem.code == "PARSER_CRASHED"
    assert "mine" in problem.message
    assert "RuntimeError" in problem.message
    assert "secret" not in problem.message


def test_what_crashes_on_a_document_does_not_recognise_it():
    assert taken(row(recognises=crash_too)).recognises(b"anything") is False


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (refuse, "is a function, not a Format"),
        (row(name="other"), "is called 'other'"),
        (row(endings=("mine",)), "'mine' is no file ending"),
        (row(shared_endings=(".XML",)), "'.XML' is no file ending"),
    ],
)
def test_what_cannot_be_used_is_refused(found, said):
    with pytest.raises(PluginInvalid, match=said):
        taken(found)
