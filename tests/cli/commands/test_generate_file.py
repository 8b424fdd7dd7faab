"""Test `ameide generate FILE`, which needs no server and no database."""

import json
import re

import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.places import MANIFEST
from pipeline.ir.document import Document
from pipeline.operations.check import check
from pipeline.operations.generate import build
from tests.cli import documents
from tests.cli.runs import run as ameide_process

TARGET = "temporal-python"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "order.bpmn").write_bytes(documents.process())
    (tmp_path / "dangling.bpmn").write_bytes(documents.dangling())
    (tmp_path / "broken.bpmn").write_bytes(documents.BROKEN)
    (tmp_path / "unsupported.bpmn").write_bytes(
        documents.process().replace(b'<serviceTask id="Ship"', b'<complexGateway id="Ship"')
    )
    return tmp_path


def ameide(*arguments):
    return CliRunner().invoke(app, ["generate", *arguments])


def test_all_files_are_written_and_named(folder):
    result = ameide("order.bpmn", "--target", TARGET, "--out", "out")
    written = {path.relative_to(folder).as_posix() for path in (folder / "out").rglob("*") if path.is_file()}
    assert result.exit_code == 0, result.output
    assert set(result.stdout.splitlines()) == written - {f"out/{MANIFEST}"}
    assert f"{len(written) - 1} files in out." in result.stderr


def test_the_files_are_those_of_the_pipeline(folder):
    answer = json.loads(ameide("order.bpmn", "-t", TARGET, "-o", "out", "--json").stdout)
    checked = check(Document(content=documents.process(), name="order", path="order.bpmn"))
    generated = build(checked, TARGET, {}).generated
    assert generated is not None
    assert [(each["path"], each["digest"]) for each in answer["files"]] == [
        (file.path, file.digest) for file in generated.files
    ]
    for file in generated.files:
        assert (folder / "out" / file.path).read_bytes() == file.content


def test_again_is_the_same(folder):
    first = ameide("order.bpmn", "-t", TARGET, "-o", "out", "--json")
    again = ameide("order.bpmn", "-t", TARGET, "-o", "out", "--json")
    assert (first.exit_code, again.exit_code) == (0, 0)
    yours = ["activities.py", "tests/test_activities.py", "requirements-own.txt"]
    assert json.loads(again.stdout) == json.loads(first.stdout) | {"kept": yours}


def generated(folder, content, *more):
    (folder / "order.bpmn").write_bytes(content)
    return ameide("order.bpmn", "-t", TARGET, "-o", "out", *more)


def test_code_of_the_user_outlives_every_generation(folder):
    generated(folder, documents.process())
    mine = folder / "out" / "activities.py"
    text = mine.read_text().replace("raise NotImplementedError", "return {}  #")
    mine.write_text(text)
    (folder / "out" / "requirements-own.txt").write_text("httpx==1\n")
    for more in ((), ("--force",), ("--option", "user_tasks=activity")):
        result = generated(folder, documents.process(task="Send"), *more)
        assert result.exit_code == 0, result.output
        assert mine.read_text() == text
        assert (folder / "out" / "requirements-own.txt").read_text() == "httpx==1\n"


def test_a_method_that_is_missing_is_offered_beside_and_one_that_is_unused_is_named(folder):
    generated(folder, documents.process())
    delivered = documents.process(task="Deliver", name="Deliver the goods")
    result = generated(folder, delivered, "--json")
    (offer,) = json.loads(result.stdout)["offers"]
    name = offer["missing"][0]
    assert (offer["path"], offer["beside"]) == ("activities.py", "activities_new.py")
    offered = (folder / "out" / "activities_new.py").read_text()
    assert f"    async def {name}(self, variables: Variables) -> Variables:" in offered
    assert name in result.stderr
    assert offer["unused"][0] in result.stderr
    mine = folder / "out" / "activities.py"
    mine.write_text(mine.read_text() + offered.partition('"""To be moved."""\n')[2])
    assert generated(folder, delivered).exit_code == 0
    assert not (folder / "out" / "activities_new.py").exists()


def test_the_difference_is_shown_and_nothing_is_written(folder):
    result = generated(folder, documents.process(), "--diff")
    assert (result.exit_code, (folder / "out").exists()) == (0, False)
    assert "+++ b/workflow.py" in result.stdout
    generated(folder, documents.process())
    assert generated(folder, documents.process(), "--diff").stdout == ""
    before = {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}
    changed = generated(folder, documents.process(task="Send"), "--diff")
    assert '-    @element("Ship")' in changed.stdout.splitlines()
    assert '+    @element("Send")' in changed.stdout.splitlines()
    assert "activities.py" not in [line[6:] for line in changed.stdout.splitlines() if line.startswith("+++ b/")]
    assert before == {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}


def test_an_ejected_file_is_the_users_from_then_on(folder):
    generated(folder, documents.process())
    container = folder / "out" / "Dockerfile"
    container.write_text("FROM mine\n")
    assert generated(folder, documents.process()).exit_code == 1
    assert generated(folder, documents.process(), "--eject", "Dockerfile").exit_code == 0
    assert generated(folder, documents.process(), "--force").exit_code == 0
    assert container.read_text() == "FROM mine\n"
    refused = generated(folder, documents.process(), "--eject", "nothing")
    assert (refused.exit_code, "nothing is not generated" in refused.stderr) == (2, True)


def test_a_new_label_changes_no_name_in_code(folder):
    generated(folder, documents.process())
    before = (folder / "out" / "ameide.lock").read_bytes()
    renamed = re.sub(rb'name="[^"]*"', b'name="Quite another label"', documents.process())
    assert generated(folder, renamed).exit_code == 0
    assert (folder / "out" / "ameide.lock").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "place", "code"),
    [
        ("dangling.bpmn", "dangling.bpmn:8: error: Order_2: ", "INVALID"),
        ("unsupported.bpmn", "unsupported.bpmn:7: error: Ship: ", "UNSUPPORTED"),
        ("broken.bpmn", "broken.bpmn:3:", "NOT_WELL_FORMED"),
    ],
)
def test_a_refusal_names_each_element_and_its_line(folder, file, place, code):
    result = ameide(file, "--target", TARGET, "--out", "out")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert any(line.startswith(place) and line.endswith(f"[{code}]") for line in result.stderr.splitlines()), (
        result.stderr
    )
    assert not (folder / "out").exists()


def test_a_refusal_for_programs(folder):
    result = ameide("unsupported.bpmn", "--target", TARGET, "--out", "out", "--json")
    problems = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    assert [(each["code"], each["path"], each["line"]) for each in problems] == [("UNSUPPORTED", "Ship", 7)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("order.bpmn", "--target", "cobol"),
        ("missing.bpmn", "--target", TARGET),
        ("order.bpmn", "--target", TARGET, "--option", "no-such-option=1"),
        ("order.bpmn", "--target", TARGET, "--option", "nothing"),
        ("order.bpmn",),
    ],
)
def test_what_is_wrongly_asked(folder, arguments):
    result = ameide(*arguments, "--out", "out")
    assert result.exit_code == 2, result.output
    assert not (folder / "out").exists()


def test_an_unknown_target_names_the_known_ones(folder):
    assert TARGET in ameide("order.bpmn", "--target", "cobol", "--out", "out").stderr


def test_somebody_elses_folder_is_refused(folder):
    (folder / "out").mkdir()
    (folder / "out" / "thesis.txt").write_text("mine")
    result = ameide("order.bpmn", "--target", TARGET, "--out", "out", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "NOT_OURS"
    assert [path.name for path in (folder / "out").iterdir()] == ["thesis.txt"]


def test_a_pipe_gets_paths_and_no_escapes(folder):
    result = ameide_process("generate", "order.bpmn", "--target", TARGET, "--out", "out", cwd=folder)
    assert result.returncode == 0
    assert "\x1b" not in result.stdout + result.stderr
    assert all((folder / line).is_file() for line in result.stdout.splitlines())
