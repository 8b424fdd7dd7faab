"""Test that CSV reads back as it was written, and no cell is a formula."""

import csv
import io

import pytest
from hypothesis import given

from resolvers.export.csv import COLUMNS, cell, write
from resolvers.export.exported import Exported
from tests.resolvers.export.reaches import TEXTS, reaches


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows as Python's csv reads them, without the apostrophe that guards against formulas."""
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert tuple(found[0]) == COLUMNS
    return [dict(zip(COLUMNS, map(told, row), strict=True)) for row in found[1:]]


def told(text: str) -> str:
    return text[1:] if text.startswith("'") else text


@given(reaches())
def test_everything_is_there(exported: Exported):
    found = rows(write(exported))
    facts = {row["id"]: row["name"] for row in found if row["record"] == "fact"}
    assert facts["asOf"] == exported.as_of
    assert facts["complete"] == ("true" if exported.complete else "false")
    assert facts["truncatedBy"] == (exported.truncated_by or "")
    assert facts.keys() == exported.facts.keys()
    assert [(row["id"], row["kind"], row["name"]) for row in found if row["record"] == "vertex"] == [
        (vertex.id, vertex.kind, vertex.name) for vertex in exported.vertices
    ]
    assert [(row["kind"], row["from"], row["to"], row["evidence"]) for row in found if row["record"] == "edge"] == [
        (edge.kind, edge.start, edge.end, "; ".join(edge.evidence)) for edge in exported.edges
    ]


@given(TEXTS)
def test_no_cell_is_a_formula_and_each_can_be_told(text: str):
    shown = cell(text)
    assert not shown.lstrip()[:1].startswith(tuple("=+-@＝＋－＠"))
    assert shown[:1] not in {"\t", "\r"}
    assert told(shown) == text


@pytest.mark.parametrize(
    "formula", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1"]
)
def test_formulas(formula: str):
    assert cell(formula) == f"'{formula}"
