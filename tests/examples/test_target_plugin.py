"""Test the example target: installed from its folder, it behaves like Ameide's own targets."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.generated import EXAMPLES

SOURCE = EXAMPLES / "target_plugin"
ORDER = EXAMPLES / "order-to-cash.bpmn"


class Command:
    """A runner of `ameide` where the plug-in is installed."""

    def __init__(self, installed: Path) -> None:
        self._environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{EXAMPLES.parent}"}

    def __call__(self, *arguments: object, status: int = 0) -> str:
        command = [sys.executable, "-c", "from cli.main import main; main()", *map(str, arguments)]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def json(self, *arguments: object, status: int = 0) -> dict[str, object]:
        found: dict[str, object] = json.loads(self(*arguments, "--json", status=status))
        return found


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the example with pip into a folder and return it."""
    source = shutil.copytree(SOURCE, tmp_path_factory.mktemp("source") / "plugin")
    folder = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder), str(source)]
    subprocess.run(command, check=True, timeout=120)
    return folder


@pytest.fixture
def ameide(installed: Path) -> Command:
    return Command(installed)


def test_it_is_listed_with_its_options(ameide):
    (shown,) = ameide.json("targets", "checklist")["targets"]
    assert (shown["name"], shown["takes"], shown["options"][0]["name"]) == ("checklist", ["bpmn"], "numbered")
    assert "temporal-python" in {each["name"] for each in ameide.json("targets")["targets"]}


def test_a_line_that_it_prints_is_traced_to_its_task(ameide, tmp_path):
    ameide("generate", ORDER, "--target", "checklist", "--out", tmp_path / "out", "--option", "numbered=true")
    lines = (tmp_path / "out" / "checklist.md").read_text().splitlines()
    assert "1. Review order" in lines
    blamed = ameide.json("blame", f"{tmp_path}/out/checklist.md:{lines.index('1. Review order') + 1}")
    assert [each["element"] for each in blamed["lines"][0]["elements"]] == ["Task_ReviewOrder"]
    ameide("blame", f"{tmp_path}/out/checklist.md:1", status=1)


def test_what_it_cannot_print_is_refused_by_name(ameide, tmp_path):
    (tmp_path / "script.bpmn").write_text(ORDER.read_text().replace("serviceTask", "scriptTask"))
    command = ("generate", tmp_path / "script.bpmn", "-t", "checklist", "--out", tmp_path / "out")
    problems = ameide.json(*command, status=1)["problems"]
    assert {(each["code"], each["path"]) for each in problems} >= {("UNSUPPORTED", "Task_CheckCredit")}
    assert not (tmp_path / "out").exists()


def test_checking_says_beforehand_what_it_would_refuse(ameide, tmp_path):
    (tmp_path / "script.bpmn").write_text(ORDER.read_text().replace("serviceTask", "scriptTask"))
    (told,) = ameide.json("validate", tmp_path / "script.bpmn", "-t", "checklist", status=1)["files"]
    refused = {each["element"] for each in told["findings"] if each["rule"] == "checklist"}
    assert "Task_CheckCredit" in refused
    ameide("validate", ORDER, "--target", "checklist", "--fail-on", "error")


def test_its_files_decide_what_it_prints(installed):
    code = "from pipeline.targets import TARGETS; print(*TARGETS['checklist'].digests().items(), sep='\\n')"
    environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{EXAMPLES.parent}"}

    def digests() -> str:
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    before = digests()
    assert "'ameide_checklist/__init__.py'" in before
    with (installed / "ameide_checklist" / "__init__.py").open("a") as module:
        module.write("# changed\n")
    assert digests() != before


def test_it_is_short():
    assert len((SOURCE / "ameide_checklist" / "__init__.py").read_text().splitlines()) <= 60
