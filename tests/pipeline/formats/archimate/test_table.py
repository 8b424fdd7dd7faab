"""Test the table of relationships of ArchiMate 3.2 against the published one."""

import csv

import pytest

from pipeline.formats.archimate.table import allowed
from pipeline.ir.architecture import ELEMENTS
from tests.fixtures.corpus import CORPUS

PUBLISHED = CORPUS.parent / "schemas" / "archimate" / "relationships-3.2.csv"


def between(source: str, target: str) -> set[str]:
    found = allowed(source, target)
    assert found is not None
    return set(found)


def test_every_two_types_have_a_row() -> None:
    every = (*ELEMENTS, "AndJunction", "OrJunction", "Flow")
    assert all(allowed(source, target) is not None for source in every for target in every)
    assert allowed("Bogus", "Goal") is None


def test_some_rows_are_those_that_everybody_knows() -> None:
    assert "Serving" not in between("Artifact", "BusinessProcess")
    assert "Serving" in between("ApplicationService", "BusinessProcess")
    assert between("Goal", "Flow") == {"Association"}


@pytest.mark.skipif(not PUBLISHED.is_file(), reason=f"no table at {PUBLISHED}")
def test_it_is_the_published_one() -> None:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    today = {"Relationship": "Flow", "Junction": "OrJunction"}
    for row in rows:
        source, target = (today.get(row[end], row[end]) for end in ("source", "target"))
        assert between(source, target) == {word.capitalize() for word in row["allowed"].split()}, row
    assert len(rows) == 62 * 62
