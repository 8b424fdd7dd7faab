"""Test `ameide import` on the embedded store."""

import pytest

from tests.cli import documents


def test_the_file_names_the_model(ameide, tmp_path):
    (tmp_path / "Order To Cash.bpmn20.xml").write_bytes(documents.process())
    told = ameide("import", "Order To Cash.bpmn20.xml")
    assert told.stdout.startswith("order-to-cash@1  new  1 warning")  # another model has a process of this id


def test_the_same_again_is_unchanged(ameide):
    answer = ameide.json("import", "order.bpmn")
    assert answer["ok"] is True
    assert answer["files"] == [
        {
            "file": "order.bpmn",
            "model": "order",
            "version": "order@1",
            "unchanged": True,
            "findings": [],
            "problems": [],
        }
    ]


def test_a_change_is_a_new_version_with_its_findings(ameide, tmp_path):
    (tmp_path / "order.bpmn").write_bytes(documents.dangling())
    (file,) = ameide.json("import", "order.bpmn")["files"]
    assert file["version"] == "order@2"
    found = next(each for each in file["findings"] if each["rule"] == "dangling-flow")
    assert (found["severity"], found["element"], found["line"]) == ("error", "order@2#Order_2", 8)


def test_one_that_fails_stops_no_other(ameide):
    result = ameide("import", "broken.bpmn", "missing.bpmn", "dangling.bpmn", status=2)
    assert result.stdout.startswith("dangling@1  new")
    assert "broken.bpmn:3:" in result.stderr
    assert "missing.bpmn: error: There is no file" in result.stderr
    assert "1 file imported, 2 failed." in result.stderr


def test_a_failure_for_programs(ameide):
    answer = ameide.json("import", "broken.bpmn", "order.bpmn", status=1)
    broken, order = answer["files"]
    assert answer["ok"] is False
    assert broken["version"] is None
    assert [problem["code"] for problem in broken["problems"]] == ["NOT_WELL_FORMED"]
    assert order["version"] == "order@1"


def test_one_that_is_too_large_stops_no_other(ameide, tmp_path, monkeypatch):
    monkeypatch.setenv("AMEIDE_MAX_DOCUMENT_BYTES", "2000")
    (tmp_path / "large.bpmn").write_bytes(documents.process() + b" " * 3_000_000)
    answer = ameide.json("import", "large.bpmn", "order.bpmn", status=1)
    assert [each["version"] for each in answer["files"]] == [None, "order@1"]
    assert "TOO_LARGE" in answer["files"][0]["problems"][0]["code"]


def test_another_document_of_the_same_name_is_refused_unless_it_is_meant(ameide, tmp_path):
    (tmp_path / "other.bpmn").write_bytes(documents.process("Invoice", "Pay").replace(b'id="Definitions"', b'id="D2"'))
    refused = ameide.json("import", "other.bpmn", "--name", "order", status=1)
    assert refused["files"][0]["problems"][0]["code"] == "NAME_TAKEN"
    meant = ameide.json("import", "other.bpmn", "--new-version-of", "order")
    assert meant["files"][0]["version"] == "order@2"


def test_where_it_came_from_is_kept(ameide, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "paid.bpmn").write_bytes(documents.process())
    ameide("import", "sub/paid.bpmn", "--commit", "0123456789abcdef")
    question = '{ node(id: "paid@1") { ... on Version { sourceName sourceCommit } } }'
    assert ameide.json("query", question)["node"] == {"sourceName": "paid.bpmn", "sourceCommit": "0123456789abcdef"}


def test_a_name_is_for_one_file(ameide):
    ameide("import", "order.bpmn", "dangling.bpmn", "--name", "x", status=2)


@pytest.mark.parametrize("arguments", [("import",), ("import", "*.archimate")])
def test_nothing_to_import(ameide, arguments):
    ameide(*arguments, status=2)
