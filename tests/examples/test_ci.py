"""Run what the examples for continuous integration run, in a repository with a change."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.cli import documents
from tests.fixtures.generated import EXAMPLES

pytestmark = pytest.mark.packages
CI = EXAMPLES / "ci"
RECORD = """#!/bin/sh
printf '%s\\n' "$0" "$@" > "$RECORDED"
"""


class Repository:
    """A repository with a model, a commit that it is compared with, and tools that only record how they are called."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tools = folder / "repository", folder / "tools"
        self.called = folder / "called"
        self.tools.mkdir()
        self._tool("ameide", f'#!/bin/sh\nexec {sys.executable} -m cli.main "$@"\n')
        self._tool("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        for name in ("gh", "curl"):
            self._tool(name, RECORD)
        (self.folder / "models").mkdir(parents=True)
        self.model = self.folder / "models" / "order.bpmn"
        self.model.write_bytes(documents.process())
        self.git("init", "--quiet")
        self.base = self.commit()

    def _tool(self, name: str, text: str) -> None:
        (self.tools / name).write_text(text)
        (self.tools / name).chmod(0o755)

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        done = subprocess.run(["git", *who, *arguments], cwd=self.folder, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Change a model")
        return self.git("rev-parse", "HEAD")

    def sh(self, script: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        own = {name: value for name, value in os.environ.items() if not name.startswith("AMEIDE_")}
        path = os.pathsep.join((str(self.tools), own["PATH"]))
        given = own | {"PATH": path, "PYTHONPATH": str(EXAMPLES.parent), "RECORDED": str(self.called)} | environment
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=self.folder, env=given, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def loaded(path: str) -> Any:
    return yaml.safe_load((CI / path).read_text(encoding="utf-8"))


def filled(text: str, values: dict[str, str]) -> str:
    """Replace the expressions of an action by their values."""
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: values[found[1]], text)


def github(repository: Repository, **inputs: str) -> list[int]:
    """Run the steps of the action as the runner does: those that always run after one that failed as well."""
    action = loaded("github/action.yml")
    home = repository.folder / ".github" / "actions" / "models"
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(CI / "gate.py", home)
    values = {f"inputs.{name}": str(each["default"]) for name, each in action["inputs"].items()}
    values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
    values |= {"github.event.pull_request.base.sha": repository.base, "github.event.pull_request.number": "7"}
    values |= {"github.token": "secret"}
    statuses: list[int] = []
    for step in action["runs"]["steps"]:
        if "run" in step and (not any(statuses) or step.get("if") == "always()"):
            environment = {name: filled(value, values) for name, value in step["env"].items()}
            done = repository.sh(step["run"], GITHUB_ACTION_PATH=str(home), **environment)
            statuses.append(done.returncode)
    return statuses


def test_a_change_without_impact_passes_and_is_commented(repository: Repository) -> None:
    repository.model.write_bytes(documents.process().replace(b"Ship the goods", b"Send the goods"))
    repository.commit()
    assert github(repository) == [0, 0]
    assert repository.called.read_text().splitlines()[1:5] == ["pr", "comment", "7", "--body-file"]
    comment = (repository.folder / "report" / "comment.md").read_text()
    assert "name: `Ship the goods` → `Send the goods`" in comment
    assert "No impact" in comment
    sarif = json.loads((repository.folder / "report" / "findings.sarif").read_text())
    assert sarif["version"] == "2.1.0"


def test_a_finding_stops_it_and_is_commented_all_the_same(repository: Repository) -> None:
    repository.model.write_bytes(documents.dangling())
    repository.commit()
    assert github(repository) == [1, 0]
    comment = (repository.folder / "report" / "comment.md").read_text()
    assert "dangling-flow" in comment
    suites = ElementTree.parse(repository.folder / "report" / "junit.xml").getroot()
    (suite,) = suites
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure")) > 0


def test_gitlab_runs_the_same(repository: Repository) -> None:
    job = loaded("gitlab/models.gitlab-ci.yml")["models"]
    (repository.folder / "ci").mkdir()
    shutil.copy(CI / "gate.py", repository.folder / "ci")
    repository.model.write_bytes(documents.dangling())
    repository.commit()
    variables = {name: str(value) for name, value in job["variables"].items()} | {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": repository.base, "CI_API_V4_URL": "https://gitlab.example.org/api/v4",
        "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7", "COMMENT_TOKEN": "secret",
    }  # fmt: skip
    assert [repository.sh(line, **variables).returncode for line in job["script"]] == [1]
    assert [repository.sh(line, **variables).returncode for line in job["after_script"]] == [0]
    called = repository.called.read_text()
    assert "body@report/comment.md" in called
    assert "projects/3/merge_requests/7/notes" in called
    assert (repository.folder / job["artifacts"]["reports"]["junit"]).exists()


@pytest.mark.parametrize(("content", "status"), [(documents.process(), 0), (documents.dangling(), 1)])
def test_the_hook_validates_what_is_committed(repository: Repository, content: bytes, status: int) -> None:
    (hook,) = loaded("pre-commit/pre-commit-config.yaml")["repos"][0]["hooks"]
    repository.model.write_bytes(content)
    assert re.search(hook["files"], "models/order.bpmn")
    assert not re.search(hook["files"], "models/order.py")
    assert repository.sh(f"{hook['entry']} models/order.bpmn").returncode == status


def test_the_workflow_takes_the_action_as_it_is() -> None:
    steps = loaded("github/workflow.yml")["jobs"]["models"]["steps"]
    (used,) = [step for step in steps if step.get("uses") == "./.github/actions/models"]
    assert used["with"].keys() <= loaded("github/action.yml")["inputs"].keys()
    assert steps[0]["with"]["fetch-depth"] == 0


def test_a_server_is_asked_about_the_model_of_the_same_path(repository: Repository, service: str) -> None:
    nested = repository.folder / "models" / "sales" / "order.bpmn"
    nested.parent.mkdir()
    nested.write_bytes(documents.process())
    repository.base = repository.commit()
    server = {"AMEIDE_URL": service}
    assert repository.sh("ameide import models --prefix gate", **server).returncode == 0
    nested.write_bytes(documents.process().replace(b"Ship the goods", b"Send the goods"))
    (repository.folder / "models" / "lost.bpmn").write_bytes(documents.process())
    repository.commit()
    assert github(repository, url=service) == [0, 0]
    comment = (repository.folder / "report" / "comment.md").read_text()
    assert "### `models/sales/order.bpmn`" in comment
    assert "name: `Ship the goods` → `Send the goods`" in comment


def test_a_file_that_no_server_knows_fails(repository: Repository, service: str) -> None:
    repository.model.rename(repository.folder / "models" / "unknown.bpmn")
    repository.base = repository.commit()
    (repository.folder / "models" / "unknown.bpmn").write_bytes(documents.process().replace(b"Ship", b"Send"))
    repository.commit()
    assert github(repository, url=service) == [1, 0]
    assert "The impact is not known" in (repository.folder / "report" / "comment.md").read_text()
