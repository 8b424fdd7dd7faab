"""Test impact by mutation: change one element; only files that its impact named may change."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graph.store import Direction, Graphs, ReachQuery
from pipeline.ir.document import Actor, Document
from pipeline.ir.model import Element, Model
from pipeline.operations import targets
from pipeline.operations.check import check
from pipeline.operations.generate import generate
from pipeline.operations.import_ import import_document
from pipeline.targets import OWN
from pipeline.targets.common.source_map import NAME

ACTOR = Actor(issuer="ameide", subject="tests")
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.bpmn"))


def mutants(element: Element) -> Iterator[Element]:
    """Yield copies of an element with one change that somebody may make: name, implementation, condition."""
    yield element.model_copy(update={"name": f"{element.name} changed".strip()})
    for field, text in (("implementation", "name"), ("condition", "text")):
        stated = getattr(element, field, None)
        if stated is not None:
            changed = stated.model_copy(update={text: getattr(stated, text) + "Changed"})
            yield element.model_copy(update={field: changed})


def files(target: str, model: Model) -> Mapping[str, bytes]:
    """Return the generated files except the map, which names everything."""
    options, problems = targets.chosen(target, {})
    assert problems == ()
    return {file.path: file.content for file in targets.generated(target, model, options).files if file.path != NAME}


def changed(target: str, model: Model, before: Mapping[str, bytes], place: int) -> set[str]:
    """Return the paths of files that differ, appear or vanish after a change of the element in this place."""
    found: set[str] = set()
    for mutant in mutants(model.elements[place]):
        elements = (*model.elements[:place], mutant, *model.elements[place + 1 :])
        after = files(target, model.model_copy(update={"elements": elements}))
        found |= {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return found


@pytest.mark.parametrize("target", sorted(OWN))
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
async def test_what_changes_with_an_element_was_named(path: Path, target: str, graphs: Graphs, tenant: str):
    document = Document(content=path.read_bytes(), name=path.stem, path=path.name)
    model = check(document).model
    assert model is not None
    imported = await import_document(document, graphs, tenant, ACTOR)
    made = await generate(str(imported.version), target, {}, graphs, tenant, ACTOR)
    assert made.problems == ()
    before = files(target, model)
    touched: set[str] = set()
    async with graphs.reading(tenant) as store:
        for place, element in enumerate(model.elements):
            start = (f"{imported.version}#{element.id}",)
            answer = await store.reach(
                ReachQuery(start, Direction.IMPACT, labels=frozenset({"Artefact", "Build"}), first=1000)
            )
            assert answer.complete
            named = {reached.vertex["path"] for reached in answer.page if reached.vertex["label"] == "Artefact"}
            after = changed(target, model, before, place)
            assert after <= named, element.id
            assert named <= before.keys() | {NAME}
            assert not named or made.build in {reached.vertex["uid"] for reached in answer.page}
            touched |= after
    # some files are the same for all models, and most are not
    assert touched
    assert touched < before.keys()
