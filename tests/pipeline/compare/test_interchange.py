"""Compare files that tools made of the reference models of the BPMN interchange group with those models."""

import json
import random
from collections import Counter
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.difference import By, Change, Difference
from pipeline.ir.document import Document
from tests.fixtures.corpus import CORPUS, corpus_files, needs_corpus
from tests.fixtures.laws import examples
from tests.pipeline.compare.documents import compare, compared, model, under_other_ids

pytestmark = needs_corpus
SUITE = "bpmn/bpmn-miwg-test-suite"
RELATION = CORPUS / "expected" / "miwg-relation.json"
KINDS = {"processes": "process", "participants": "participant", "lanes": "lane"}
# what the list counts in the XML, and the model only where it has an id; elsewhere it is part of its event
FOLDED = "EventDefinition"


def related() -> list[dict[str, Any]]:
    files = json.loads(RELATION.read_text())["files"] if RELATION.exists() else []
    return [file for file in files if file["wellformed"] and "error" not in file]


FILES = related()
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file["file"].removeprefix(f"{SUITE}/"))


@lru_cache(maxsize=100)
def read(path: str) -> BpmnModel:
    return model((CORPUS / path).read_bytes())


@lru_cache(maxsize=100)
def difference(file: str, reference: str) -> Difference:
    return compared(read(reference), read(file))


def of(file: dict[str, Any]) -> Difference:
    return difference(file["file"], file["reference"])


def test_there_is_something_to_compare() -> None:
    assert Counter(file["procedure"] for file in FILES) == {"roundtrip": 21, "export": 20}


@each_file
def test_added_and_removed_by_kind_are_what_the_tool_added_and_lost(file: dict[str, Any]) -> None:
    """Count a changed kind as one less of the old and one more of the new."""
    expected = {KINDS.get(kind, kind): delta for kind, delta in file["count_delta_vs_reference"].items()}
    found: Counter[str] = Counter()
    for entry in of(file).entries:
        for place, sign in ((entry.after, 1), (entry.before, -1)):
            if place is not None:
                found[place.kind] += sign
    counted = {kind: delta for kind, delta in expected.items() if not kind.endswith(FOLDED)}
    assert {kind: found[kind] for kind in counted} == counted


@each_file
def test_kept_ids_are_recognised_as_such(file: dict[str, Any]) -> None:
    found = of(file)
    kept = file["reference_ids_kept"]
    if kept == 1:
        assert found.by_change.get(Change.REMOVED, 0) == 0
        assert found.matched[By.MEANING] == 0
    if kept == 0:
        assert found.matched[By.ID] <= 1


MODELS = [path for path in corpus_files("bpmn/**/*") if path.is_file()]


def same_place(difference: Difference, ids: dict[str, str]) -> Counter[bool]:
    """Count the pairs found by whether they are the true ones."""
    return Counter(
        ids.get(entry.before.source_id or "") == entry.after.source_id
        for entry in difference.entries
        if entry.before and entry.after and entry.before.source_id
    )


ESCALATION = "camunda-bpm-platform/engine/src/test/resources/org/camunda/bpm/engine/test/bpmn/event/escalation"
# ids of elements stand as text elsewhere too: in the vendor's own elements, which only the vendor understands, and as
# the id of a process of another document, which the call activity that calls it has as well
IDS_ELSEWHERE = {
    f"bpmn/{ESCALATION}/EscalationEventSubprocessTest"
    ".testPropagateOutputVariablesWhileCatchInterruptingEscalationOnCallActivity.bpmn20.xml",
    f"{SUITE}/IBM_BlueWorks_Live_April_2014/A.1.0-export.bpmn",
    f"{SUITE}/IBM_BlueWorks_Live_April_2014/A.2.0-export.bpmn",
}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.relative_to(CORPUS / "bpmn").as_posix())
def test_every_real_model_is_recognised_under_other_ids(path: Path) -> None:
    content = path.read_bytes()
    before = parse(Document(content=content)).model
    if before is None:
        pytest.skip("not a document that can be read")
    renamed, ids = under_other_ids(content)
    found = compared(before, model(renamed))
    assert found.same_meaning == (path.relative_to(CORPUS).as_posix() not in IDS_ELSEWHERE)
    assert not {Change.ADDED, Change.REMOVED, Change.MOVED, Change.REROUTED} & found.by_change.keys()
    if len(before.by_source_id) == sum(element.source_id is not None for element in before.elements):  # no id twice
        assert same_place(found, ids)[False] == 0


ROUNDTRIPS = [file for file in FILES if file["procedure"] == "roundtrip" and file["reference_ids_kept"] >= 0.7]


# one of several files into which the tool split the model; much of what was around an element is in another
LEAST = {"SAP_Signavio_Process_Manager_19.9.0/C.5.0-roundtrip.1.bpmn": 0.9}


def scores(file: dict[str, Any]) -> tuple[int, int, int]:
    """Return, for a roundtrip with replaced ids, the numbers of true pairs, pairs found, and true pairs found."""
    kept = {pair[0]: pair[1] for pair in _by_id(of(file), read(file["reference"]))}
    renamed, ids = under_other_ids((CORPUS / file["file"]).read_bytes())
    found = compare(read(file["reference"]), model(renamed))
    pairs = {
        entry.before.source_id: entry.after.source_id
        for entry in found.entries
        if entry.before and entry.after and entry.before.source_id in kept
    }
    return len(kept), len(pairs), sum(pairs[id_] == ids[kept[id_]] for id_ in pairs)


def _by_id(difference: Difference, reference: BpmnModel) -> list[tuple[str, str]]:
    stated = {element.source_id for element in reference.elements if element.source_id}
    other = {
        entry.before.source_id
        for entry in difference.entries
        if entry.before and (entry.match is None or entry.match.by is By.MEANING)
    }
    return [(id_, id_) for id_ in sorted(stated - other)]


@pytest.mark.parametrize("file", ROUNDTRIPS, ids=lambda file: file["file"].removeprefix(f"{SUITE}/"))
def test_without_their_ids_the_elements_of_a_roundtrip_are_found_again(file: dict[str, Any]) -> None:
    true, found, right = scores(file)
    least = LEAST.get(file["file"].removeprefix(f"{SUITE}/"), 0.97)
    assert (right / found >= least, right / true >= least) == (True, True), (true, found, right)


def test_no_pair_of_real_models_is_too_strange_to_compare() -> None:
    models = [read(path.relative_to(CORPUS).as_posix()) for path in corpus_files(f"{SUITE}/Reference/*.bpmn")]
    pairs = list(product(models[::2], models[1::2]))
    for before, after in random.Random(0).sample(pairs, min(len(pairs), examples(100))):
        found = compared(before, after)
        assert sum(found.matched.values()) <= min(len(before.elements), len(after.elements))
