"""Test the assumption of changeImpact that every model has one root of a known kind, which contains all else."""

from pathlib import Path

import pytest

from pipeline.formats import parse
from pipeline.ir.document import Document
from resolvers.change_impact import ROOTS
from tests.fixtures.corpus import CORPUS, corpus_files

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "examples").glob("*.bpmn")), *corpus_files("bpmn/bpmn-miwg-test-suite/Reference/*.bpmn")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_model_has_one_root_and_it_is_first(path: Path):
    model = parse(Document(content=path.read_bytes())).model
    assert model is not None
    roots = [element for element in model.elements if element.parent is None]
    assert roots == [model.elements[0]]
    assert roots[0].kind in ROOTS
    assert all(element.parent in model.by_id for element in model.elements[1:])


def test_there_are_documents():
    assert len(FILES) > 3 or not CORPUS.is_dir()
