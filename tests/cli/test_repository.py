"""Test that git is asked where files come from."""

import subprocess

import pytest

from cli import repository
from tests.cli import documents


def git(folder, *arguments):
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository_at(tmp_path):
    """Make a repository with one committed file, one that was changed since, and one that is not in it."""
    folder = tmp_path / "repository"
    (folder / "orders").mkdir(parents=True)
    git(folder, "init", "--quiet")
    for name in ("flow.bpmn", "é changed.bpmn"):
        (folder / "orders" / name).write_bytes(documents.process())
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Add models")
    (folder / "orders" / "é changed.bpmn").write_bytes(documents.process("Other"))
    (folder / "orders" / "new.bpmn").write_bytes(documents.process())
    return folder


def test_a_commit_is_told_only_of_what_it_holds(repository_at):
    head = git(repository_at, "rev-parse", "HEAD")
    files = [repository_at / "orders" / name for name in ("flow.bpmn", "é changed.bpmn", "new.bpmn")]
    found = [repository.origins(files)[file] for file in files]
    assert [(each.path, each.commit) for each in found] == [
        ("orders/flow.bpmn", head),
        ("orders/é changed.bpmn", None),
        ("orders/new.bpmn", None),
    ]


def test_without_a_repository_nothing_is_said(tmp_path):
    (tmp_path / "flow.bpmn").write_bytes(documents.process())
    assert repository.origins([tmp_path / "flow.bpmn"]) == {}


def test_without_git_only_the_path_is_said(repository_at, monkeypatch):
    monkeypatch.setenv("PATH", "")
    (origin,) = repository.origins([repository_at / "orders" / "flow.bpmn"]).values()
    assert (origin.path, origin.commit) == ("orders/flow.bpmn", None)


def test_an_import_keeps_both(ameide, repository_at):
    ameide("import", repository_at)
    question = '{ node(id: "orders-flow@1") { ... on Version { sourceName sourceCommit } } }'
    head = git(repository_at, "rev-parse", "HEAD")
    assert ameide.json("query", question)["node"] == {"sourceName": "orders/flow.bpmn", "sourceCommit": head}
