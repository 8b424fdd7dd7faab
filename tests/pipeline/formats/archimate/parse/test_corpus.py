"""Test the laws of parsing on every ArchiMate file of the corpus."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.formats import parse
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.document import Document
from pipeline.ir.model import Parsed
from tests.fixtures.corpus import CORPUS, needs_corpus
from tests.pipeline.formats.archimate.documents import dropped

pytestmark = needs_corpus

REFUSED = "archimate/archi/com.archimatetool.editor.tests/testdata/models/compatibility_test2.archimate"


def manifest() -> list[dict[str, Any]]:
    if not CORPUS.is_dir():
        return []
    lines = (CORPUS / "MANIFEST.jsonl").read_text().splitlines()
    return [entry for line in lines if (entry := json.loads(line))["area"] == "archimate"]


FILES = manifest()
READABLE = [file for file in FILES if file["local"] != REFUSED]
PAIRS = json.loads((CORPUS / "expected/archimate-pairs.json").read_text())["pairs"] if CORPUS.is_dir() else []
each_readable = pytest.mark.parametrize("file", READABLE, ids=lambda file: Path(file["local"]).name)


def parsed(local: str) -> Parsed:
    return parse(Document(content=(CORPUS / local).read_bytes(), path=local))


def model(local: str) -> ArchimateModel:
    found = parsed(local).model
    assert isinstance(found, ArchimateModel)
    return found


def test_the_whole_corpus_is_there() -> None:
    assert (len(FILES), len(READABLE)) == (39, 38)


def test_the_file_in_no_namespace_of_archimate_is_refused_where_it_begins() -> None:
    (problem,) = parsed(REFUSED).problems
    assert (problem.code, problem.line) == ("WRONG_NAMESPACE", 2)


@each_readable
def test_nothing_is_dropped_and_every_problem_has_a_place(file: dict[str, Any]) -> None:
    found = parsed(file["local"])
    assert isinstance(found.model, ArchimateModel)
    assert dropped(found.model) == 0
    assert len(found.model.by_id) == len(found.model.elements)
    assert all(each.line and each.path in found.model.by_id for each in found.problems)


@each_readable
def test_counts_are_those_of_the_manifest(file: dict[str, Any]) -> None:
    found, stats = model(file["local"]), file["stats"]
    views = len(found.of_kind("view"))
    strange = sum(element.kind.startswith("Bogus") for element in found.elements)
    assert views == stats["views"]
    assert (len(found.concepts) + strange, len(found.relationships)) == (stats["elements"], stats["relationships"])


@each_readable
def test_what_is_resolved_is_in_the_model_and_the_whole_comes_before_its_parts(file: dict[str, Any]) -> None:
    found = model(file["local"])
    before: set[str | None] = {None}
    for element in found.elements:
        assert element.parent in before
        before.add(element.id)
    named = {end for element in found.elements for end in (element.source, element.target)}
    named |= {reference.element for element in found.elements for reference in element.references}
    assert named <= before


Graph = tuple[Counter[Any], Counter[Any], Counter[Any]]


def graph(found: ArchimateModel) -> Graph:
    """Return concepts, relationships and views, with names in the place of ids."""

    def named(id_: str | None) -> tuple[Any, ...]:
        element = found.by_id.get(id_ or "")
        return () if element is None else (element.kind, element.name, named(element.source), named(element.target))

    concepts = Counter(
        (
            *named(each.id),
            each.documentation,
            tuple((said.key, said.values[0].text) for said in each.properties if said.key),
        )
        for each in found.concepts
    )
    relationships = Counter((*named(each.id), tuple(sorted(each.attributes.items()))) for each in found.relationships)
    return concepts, relationships, Counter(each.name for each in found.of_kind("view"))


def size(one: Graph) -> list[int]:
    return [part.total() for part in one]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: Path(pair["b"]).name)
def test_the_same_model_in_two_formats_is_the_same_graph(pair: dict[str, Any]) -> None:
    one, other = graph(model(pair["a"])), graph(model(pair["b"]))
    assert (size(one), size(other)) == (pair["a_counts"], pair["b_counts"])
    if pair["a_counts"] == pair["b_counts"]:  # else one of the two was worked on
        assert one == other
