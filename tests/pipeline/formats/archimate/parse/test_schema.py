"""Test what is told against the schema with libxml2 as the judge, on real documents and on mutilated ones."""

import pytest

from pipeline.formats import parse
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.document import Document
from tests.fixtures.corpus import corpus_files, needs_corpus
from tests.fixtures.laws import examples
from tests.fuzz.mutation import mutated
from tests.pipeline.formats.archimate.documents import A_GOAL, exchange, model, problems
from tests.pipeline.formats.archimate.parse.test_exchange import VIEWS
from tests.pipeline.formats.archimate.write.test_document import errors, needs_schemas

OURS = "Element '{http://www.opengroup.org/xsd/archimate/3.0/}"
REAL = [path for path in corpus_files("archimate/**/*.xml") if path.name != "Reference_Model.xml"]  # release 2.1


def is_told(content: bytes) -> bool:
    """Return true if anything is said against a document."""
    found = parse(Document(content=content, format="archimate"))
    return not isinstance(found.model, ArchimateModel) or bool(found.model.flaws or found.problems)


@needs_corpus
@needs_schemas
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_documents_are_told_if_the_schema_refuses_them(path) -> None:
    assert is_told(path.read_bytes()) == any(errors(path.read_bytes()))


@needs_schemas
@pytest.mark.parametrize("seed", range(examples(300)))
def test_mutilated_documents_are_told_if_the_schema_refuses_them(seed: int) -> None:
    content = mutated(exchange(VIEWS), seed)
    # among other parts, those of other namespaces have an order of their own, which is not looked at
    if any(error.startswith(OURS) for error in errors(content)):
        assert is_told(content)


def test_what_is_wrong_many_times_is_told_twenty_times_and_counted() -> None:
    nodes = "".join(f'<node identifier="n{n}" xsi:type="Container" x="0" y="0" h="1"/>' for n in range(30))
    body = f'<views><diagrams><view identifier="v" xsi:type="Diagram"><name>V</name>{nodes}</view></diagrams></views>'
    flaws = model(exchange(body)).flaws
    assert len(flaws) == 21
    assert flaws[-1].message == "Part “node/@w” is wrong in the same way 10 more times. Mend these too."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("<views>", "stray<views>", "UNKNOWN_TEXT"),
        ('<bendpoint x="50" y="60"/>', '<bendpoint x="50" y="60"><more/></bendpoint>', "UNKNOWN_PART"),
        ('<color r="1" g="2" b="3"/>', '<color r="1" g="2" b="3"><more/></color>', "UNKNOWN_PART"),
        ('elementRef="a"', 'elementRef="v"', "WRONG_REFERENCE"),
        ('relationshipRef="r"', 'relationshipRef="a"', "WRONG_REFERENCE"),
    ],
)
def test_nothing_is_lost_in_silence(before: str, after: str, expected: str) -> None:
    assert before in VIEWS
    assert [code for code, _ in problems(exchange(VIEWS.replace(before, after)))] == [expected]


def test_a_valid_document_has_no_flaws() -> None:
    assert model(exchange(VIEWS)).flaws == ()
    assert model(exchange(A_GOAL)).flaws == ()
