"""Test `--format`: a reach as a file, or on stdout."""

import csv
import json

import pytest
from lxml import etree


def test_every_format(ameide, tmp_path):
    ameide("generate", "order", "--target", "temporal-python", "--out", "out")
    reach = ameide.json("impact", "order#Ship", "--all")
    ids = [each["id"] for each in reach["vertices"]]
    found = json.loads(ameide("impact", "order#Ship", "--format", "json").stdout)
    assert [each["id"] for each in found["vertices"]] == ids
    assert (found["complete"], found["verticesLeftOut"]) == (True, 0)
    ameide("impact", "order#Ship", "--format", "csv", "--out", "reach.csv")
    with (tmp_path / "reach.csv").open(newline="") as text:
        assert [row["id"] for row in csv.DictReader(text) if row["record"] == "vertex"] == ids
    ameide("impact", "order#Ship", "--format", "csv", "--out", "tables")
    tables = {path.name: list(csv.DictReader(path.open(newline=""))) for path in (tmp_path / "tables").iterdir()}
    assert tables.keys() == {"facts.csv", "vertices.csv", "edges.csv"}
    assert [row["id"] for row in tables["vertices.csv"]] == ids
    assert {"complete", "asOf"} <= {row["fact"] for row in tables["facts.csv"]}
    assert {row[end] for row in tables["edges.csv"] for end in ("from", "to")} <= set(ids)
    ameide("impact", "order#Ship", "--format", "graphml", "-o", "reach.graphml")
    graph = etree.parse("reach.graphml").getroot()
    assert len(graph.findall(".//{*}node")) == len(ids)
    drawn = ameide("impact", "order#Ship", "--format", "mermaid")
    assert drawn.stdout.startswith("flowchart LR\n")
    assert f"{len(ids)} vertices, " in drawn.stderr
    assert "Complete." in drawn.stderr


def test_what_chooses_for_a_table_chooses_for_a_file(ameide):
    found = json.loads(ameide("lineage", "order#Ship", "--format", "json", "--label", "source").stdout)
    assert [each["label"] for each in found["vertices"]] == ["Source"]


def test_what_is_left_out_is_said(ameide):
    cut = ameide("impact", "order@1", "--format", "json", "--depth", "0")
    assert json.loads(cut.stdout)["truncatedBy"] == "depth"
    assert "Not complete: cut short by depth beyond depth 0." in cut.stderr


@pytest.mark.parametrize("wrong", [("--out", "file"), ("--format", "csv", "--json"), ("--format", "pdf")])
def test_what_does_not_go_together(ameide, wrong):
    ameide("impact", "order", *wrong, status=2)


def test_a_file_that_cannot_be_written(ameide):
    assert "Cannot write" in ameide("impact", "order", "--format", "csv", "--out", "no/such/file", status=1).stderr
