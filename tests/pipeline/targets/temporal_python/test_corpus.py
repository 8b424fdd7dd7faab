"""Test that documents of other tools are generated, or refused by name, without an exception."""

from pathlib import Path

import pytest

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.document import Document
from pipeline.operations.targets import generated as made
from pipeline.operations.targets import refusals
from pipeline.targets import TARGETS
from tests.fixtures.corpus import corpus_files, needs_corpus

FILES = [path for path in corpus_files("bpmn/**/*.bpmn*") if path.stat().st_size < 300_000]
OPTIONS = {option.name: option.default for option in TARGETS["temporal-python"].options}


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_model_becomes_python_or_is_refused(path: Path) -> None:
    model = parse(Document(content=path.read_bytes())).model
    if not isinstance(model, BpmnModel):
        pytest.skip("no model")
    problems = refusals("temporal-python", model)
    if problems:
        assert all(problem.path is None or problem.path in model.by_id for problem in problems)
        return
    generated = made("temporal-python", model, OPTIONS)
    for file in generated.files:
        if file.path.endswith(".py"):
            compile(file.content, file.path, "exec")
    assert {region.element for region in generated.regions} <= model.by_id.keys()
