"""Test list, show, findings, builds and download."""

import pytest

from tests.cli import documents

TARGET = "temporal-python"


def test_an_empty_store_says_how_to_fill_it(ameide):
    assert ameide.json("list", "nothing-like-it") == {"models": []}
    assert "`ameide import FILE`" in ameide("list", "nothing-like-it").stderr
    assert "`ameide generate MODEL`" in ameide("builds").stderr


def test_models_are_listed(ameide):
    ameide("import", "dangling.bpmn")
    listed = ameide.json("list")["models"]
    assert [(each["id"], each["format"], each["version"]) for each in listed] == [
        ("dangling", "bpmn", "dangling@1"), ("order", "bpmn", "order@1"),
    ]  # fmt: skip
    assert ameide("list", "--quiet").stderr == ""
    ameide("retire", "dangling")
    assert [each["id"] for each in ameide.json("list")["models"]] == ["order"]
    assert [each["id"] for each in ameide.json("list", "--retired")["models"]] == ["dangling", "order"]


def test_anything_is_shown_by_its_id(ameide):
    ameide("generate", "order", "--target", TARGET, "--out", "out")
    model = ameide.json("show", "order")
    assert (model["label"], model["current"]["id"], model["versions"]["totalCount"]) == ("Model", "order@1", 1)
    (build,) = model["builds"]["nodes"]
    element = ameide.json("show", "order#Ship")
    assert (element["id"], element["kind"], element["version"]) == ("order@1#Ship", "serviceTask", {"id": "order@1"})
    for id_ in ("order@1", build["id"], element["currentRegions"][0]["id"], "order@1#Ship"):
        assert ameide.json("show", id_)["id"] == id_
        assert ameide("show", id_).stdout.startswith(id_)
    shown = ameide("show", "order#Ship").stdout
    assert "name" in shown
    assert "Ship the goods" in shown
    assert "{" not in shown


def test_findings_are_listed_and_filtered(ameide):
    ameide("import", "dangling.bpmn")
    every = ameide.json("findings")["findings"]
    assert [each["severity"] for each in every] == sorted(
        (each["severity"] for each in every), key=["error", "warning", "info"].index
    )
    errors = ameide.json("findings", "dangling", "--severity", "error")["findings"]
    assert errors
    assert {each["severity"] for each in errors} == {"error"}
    (one,) = ameide.json("findings", "dangling", "--rule", errors[0]["rule"])["findings"]
    assert ameide.json("show", one["id"])["rule"] == one["rule"]
    ameide("waive", one["id"], "--reason", "Known.")
    assert one["id"] in {each["id"] for each in ameide.json("findings", "--waived")["findings"]}
    assert one["id"] not in {each["id"] for each in ameide.json("findings", "--open")["findings"]}


def test_builds_are_listed_and_fetched(ameide, tmp_path):
    ameide("generate", "order", "--target", TARGET, "--out", "out")
    (build,) = ameide.json("builds")["builds"]
    assert (build["version"], build["target"], build["stale"]) == ("order@1", TARGET, False)
    ameide("download", build["id"], "--out", "again")
    assert (tmp_path / "again" / "workflow.py").read_bytes() == (tmp_path / "out" / "workflow.py").read_bytes()
    file = f"artefact:{build['id'].removeprefix('build:')}/workflow.py"
    assert ameide("download", file).stdout == (tmp_path / "out" / "workflow.py").read_text()
    ameide("download", build["id"], status=2)
    (tmp_path / "order.bpmn").write_bytes(documents.unnamed())
    ameide("import", "order.bpmn")
    assert [each["stale"] for each in ameide.json("builds", "order", "--stale")["builds"]] == [True]
    assert ameide.json("builds", "order", "--fresh")["builds"] == []


@pytest.mark.parametrize("id_", ["order", "order@1", "order#Ship"])
def test_a_document_comes_back_byte_by_byte(ameide, tmp_path, id_):
    told = ameide.json("download", id_, "--out", "back.bpmn")
    assert (tmp_path / "back.bpmn").read_bytes() == documents.process()
    assert (told["name"], told["size"]) == ("order.bpmn", len(documents.process()))
    assert ameide.json("download", id_, "--out", "back.bpmn", status=1)["error"]["code"] == "NOT_OURS"
    ameide("download", id_, "--out", "back.bpmn", "--force")


def test_what_has_no_document_says_so(ameide):
    build = ameide.json("search", "ada", "--label", "actor", status=1)
    assert build["total"] == 0
    assert ameide.json("download", "nothing", status=1)["error"]["code"] == "UNKNOWN_ID"


def test_an_import_says_what_to_do_next(ameide):
    assert "Next: `ameide findings order`" in ameide("import", "order.bpmn").stderr
    assert "Next: `ameide list`" in ameide("import", "order.bpmn", "dangling.bpmn").stderr
    assert ameide("import", "order.bpmn", "--quiet").stderr == ""
