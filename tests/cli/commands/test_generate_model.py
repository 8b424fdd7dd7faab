"""Test `ameide generate MODEL`, which is recorded by the service as a build."""

import json

from tests.cli import documents

TARGET = "temporal-python"


def test_the_files_of_the_build_are_written(ameide, tmp_path):
    answer = ameide.json("generate", "order", "--target", TARGET, "--out", "out")
    question = "query Q($id: ID!) { node(id: $id) { ... on Build { artefacts { nodes { path digest size } } } } }"
    stored = ameide.json("query", question, "--variables", json.dumps({"id": answer["build"]}))
    assert answer["reused"] is False
    files = [{name: each[name] for name in ("path", "digest", "size")} for each in answer["files"]]
    assert files == stored["node"]["artefacts"]["nodes"]
    assert all((tmp_path / "out" / each["path"]).stat().st_size == each["size"] for each in answer["files"])


def test_it_is_the_same_as_from_the_file(ameide, tmp_path):
    ameide("generate", "order@1", "--target", TARGET, "--out", "stored")
    ameide("generate", "order.bpmn", "--target", TARGET, "--out", "local")
    stored = {path.name: path.read_bytes() for path in (tmp_path / "stored").iterdir() if path.suffix == ".py"}
    assert stored
    assert stored == {path.name: path.read_bytes() for path in (tmp_path / "local").iterdir() if path.suffix == ".py"}


def test_again_reuses_the_build(ameide):
    first = ameide.json("generate", "order", "--target", TARGET, "--out", "out")
    again = ameide.json("generate", "order", "--target", TARGET, "--out", "out")
    yours = ["activities.py", "tests/test_activities.py", "requirements-own.txt"]
    assert sorted(again.pop("kept")) == sorted(yours)
    assert again == {name: value for name, value in first.items() if name != "kept"} | {"reused": True}


def test_a_refusal_names_each_element_and_its_line(ameide, tmp_path):
    ameide("import", "dangling.bpmn")
    result = ameide("generate", "dangling", "--target", TARGET, "--out", "out", status=1)
    assert any(line.startswith("dangling:8: error: Order_2: ") for line in result.stderr.splitlines())
    assert not (tmp_path / "out").exists()


def test_an_unknown_model(ameide):
    answer = ameide.json("generate", "nothing", "--target", TARGET, "--out", "out", status=1)
    assert [problem["code"] for problem in answer["problems"]] == ["UNKNOWN_ID"]


def test_an_unknown_target_or_option_is_wrongly_asked(ameide):
    ameide("generate", "order", "--target", "cobol", "--out", "out", status=2)
    ameide("generate", "order", "--target", TARGET, "--out", "out", "--option", "nothing=1", status=2)


def test_a_version_that_is_old(ameide, tmp_path):
    (tmp_path / "order.bpmn").write_bytes(documents.unnamed())
    ameide("import", "order.bpmn")
    old = ameide.json("generate", "order@1", "--target", TARGET, "--out", "old")
    new = ameide.json("generate", "order", "--target", TARGET, "--out", "new")
    assert old["build"] != new["build"]
