"""Test refresh: it reports, plans and records again what an earlier release recorded incompletely."""

from importlib import import_module

from tests.cli import documents

DOCUMENT = import_module("pipeline.formats.bpmn.parse.document")


def test_a_model_is_imported_and_built_anew(ameide, tmp_path, monkeypatch):
    (tmp_path / "early.bpmn").write_bytes(documents.process("Early"))
    with monkeypatch.context() as patch:
        patch.setattr(DOCUMENT, "PARSER", "bpmn/0")
        ameide("import", "early.bpmn")
        ameide("generate", "early", "--target", "temporal-python", "--out", "out")
    told = ameide("impact", "early#Ship").stdout
    assert "Not followed: 1 version was read before" in told
    assert "`ameide refresh` records it." in told
    assert [each["kind"] for each in ameide.json("impact", "early#Ship")["notFollowed"]] == ["relations"]

    planned = ameide("refresh", "--plan")
    assert planned.stdout.splitlines()[0] == "early  read by bpmn/0, to be imported anew"
    assert "1 model would be imported anew, 1 build would be made anew." in planned.stderr
    (model,) = ameide.json("refresh")["models"]
    assert (model["model"], model["version"], len(model["builds"])) == ("early", "early@2", 1)
    assert model["builds"][0]["made"] is not None
    assert ameide.json("impact", "early#Ship")["notFollowed"] == []
    assert "Nothing to refresh." in ameide("refresh").stderr
    assert ameide.json("refresh") == {"ok": True, "planned": False, "models": [], "problems": []}


def test_a_model_that_does_not_exist(ameide):
    answer = ameide.json("refresh", "nothing", status=1)
    assert [each["code"] for each in answer["problems"]] == ["UNKNOWN_ID"]
