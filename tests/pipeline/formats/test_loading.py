"""Parsers of installed packages."""

from importlib.metadata import EntryPoint

import pytest

from pipeline.formats.loading import ParserInvalid, load
from pipeline.ir.document import Document, Problem
from pipeline.ir.workflow import Parsed

HERE = "tests.pipeline.formats.test_loading"
GROUP = "ameide.parsers"


def refuse(document: Document) -> Parsed:
    return Parsed(problems=(Problem(code="REFUSED", message=str(len(document.content))),))


def crash(document: Document) -> Parsed:
    raise RuntimeError("secret")


NOT_CALLABLE = "x"


def offered(name: str, attribute: str) -> EntryPoint:
    return EntryPoint(name, f"{HERE}:{attribute}", GROUP)


def test_a_parser_that_is_offered_reads_its_format():
    (problem,) = load([offered("mine", "refuse")])["mine"](Document(content=b"abc")).problems
    assert (problem.code, problem.message) == ("REFUSED", "3")


def test_one_that_crashes_is_a_problem_without_its_secrets():
    (problem,) = load([offered("mine", "crash")])["mine"](Document(content=b"")).problems
    assert problem.code == "PARSER_CRASHED"
    assert "mine" in problem.message
    assert "RuntimeError" in problem.message
    assert "secret" not in problem.message


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([offered("mine", "missing")], "cannot be loaded"),
        ([offered("mine", "NOT_CALLABLE")], "cannot be called"),
        ([offered("mine", "refuse"), offered("mine", "crash")], "two parsers"),
    ],
)
def test_what_cannot_be_used_is_refused_at_start(entries, said):
    with pytest.raises(ParserInvalid, match=said):
        load(entries)
