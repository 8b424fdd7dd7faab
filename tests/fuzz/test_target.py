"""Run the fuzzer's target on documents that once broke it, and on a few hundred generated ones."""

from pathlib import Path

import pytest

from tests.fixtures.laws import examples
from tests.fuzz.mutation import mutated
from tests.fuzz.target import examine
from tests.pipeline.formats.archimate.documents import exchange, native
from tests.pipeline.formats.archimate.parse.test_exchange import VIEWS
from tests.pipeline.formats.archimate.parse.test_native import VIEW
from tests.pipeline.formats.archimate.write.test_document import NATIVE

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*.bpmn"))
FOUND = sorted(path for path in Path(__file__).with_name("found").iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_once_broke_it_does_no_longer(path):
    examine(path.read_bytes())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_models(path):
    assert examine(path.read_bytes())


@pytest.mark.parametrize("seed", range(examples(200)))
def test_an_architecture_that_was_tampered_with_is_read_or_refused(seed):
    examine(mutated((exchange(VIEWS), NATIVE, native(VIEW))[seed % 3], seed))


@pytest.mark.parametrize("seed", range(examples(100)))
def test_a_document_that_was_tampered_with_is_read_or_refused(seed):
    content = EXAMPLES[seed % len(EXAMPLES)].read_bytes()
    changed = mutated(content, seed)
    assert changed != content
    examine(changed)


def test_mutation_is_the_same_for_the_same_seed():
    content = EXAMPLES[0].read_bytes()
    assert mutated(content, 7) == mutated(content, 7) != mutated(content, 8)
    assert mutated(b"no xml", 7) == b"no xml"
