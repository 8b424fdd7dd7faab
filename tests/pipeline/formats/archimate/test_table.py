"""Test the table of relationships of ArchiMate 3.2 against the published one."""

import csv

import pytest

from pipeline.formats.archimate.table import allowed
from pipeline.ir.architecture import ELEMENTS
from tests.fixtures.corpus import CORPUS

PUBLISHED = CORPUS.parent / "schemas" / "archimate" / "relationships-3.2.csv"


def test_every_two_types_have_a_row() -> None:
    every = (*ELEMENTS, "AndJunction", "OrJunction", "Flow")
    assert all(allowed(source, target) is not None for source in every for target in every)
    assert allowed("Bogus", "Goal") is None


def test_some_rows_are_those_that_everybody_knows() -> None:
    assert allowed("Artifact", "BusinessProcess") == {"Association", "Access"} or "Serving" not in (
        allowed("Artifact", "BusinessProcess") or ()
    )
    assert "Serving" in (allowed("ApplicationService", "BusinessProcess") or ())
    assert allowed("Goal", "Flow") == {"Association"}


@pytest.mark.skipif(not PUBLISHED.is_file(), reason=f"no table at {PUBLISHED}")
def test_it_is_the_published_one() -> None:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    today = {"Relationship": "Flow", "Junction": "OrJunction"}
    for row in rows:
        source, target = (today.get(row[end], row[end]) for end in ("source", "target"))
        assert allowed(source, target) == {word.capitalize() for word in row["allowed"].split()}, row
    assert len(rows) == 62 * 62
