"""Test that a build's identity depends on everything that decides its bytes, and on nothing else."""

import pytest

from pipeline.provenance.build import Builder, Inputs

INPUTS = Inputs(
    version="order-to-cash@1",
    source_digest="aa",
    source_commit="c1",
    target="temporal-python",
    options={"retries": 3},
    builder=Builder(version="1.0", commit="b1", digest="dd"),
    templates={"workflow.py.jinja": "ee"},
)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "order-to-cash@2"},
        {"source_digest": "ab"},
        {"target": "airflow"},
        {"options": {"retries": 4}},
        {"templates": {"workflow.py.jinja": "ef"}},
        {"builder": Builder(version="1.0", commit="b1", digest="de")},
        {"builder": Builder(version="1.1", commit="b1", digest="dd")},
    ],
)
def test_what_decides_the_bytes_decides_the_id(change):
    assert INPUTS.model_copy(update=change).id != INPUTS.id


@pytest.mark.parametrize(
    "change", [{"source_commit": "c2"}, {"builder": Builder(version="1.0", commit=None, digest="dd")}]
)
def test_where_the_inputs_came_from_does_not(change):
    assert INPUTS.model_copy(update=change).id == INPUTS.id


def test_the_record_holds_all_inputs():
    record = INPUTS.record("2026-01-01T00:00:00.000000Z", "2026-01-01T00:00:01.000000Z")
    assert record.id == INPUTS.id
    assert len(record.id) == 16
    assert (record.builder_commit, record.source_commit) == ("b1", "c1")
    assert record.templates == INPUTS.templates
    assert record.finished_at > record.started_at
