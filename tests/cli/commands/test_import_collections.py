"""Test `ameide import` of folders, archives and git repositories as one operation."""

import shutil
import subprocess

import pytest

from tests.cli import documents
from tests.pipeline.formats.archimate.documents import A_GOAL, exchange
from tests.pipeline.formats.archimate.repository import FILES

WHERE = "{ node(id: %s) { ... on Version { sourceName sourceCommit sourceAuthor sourceOrigin } } }"


def git(folder, *arguments):
    command = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def models(tmp_path):
    """Return a repository with two processes of which one calls the other, an architecture, and other files."""
    folder = tmp_path / "models"
    (folder / "sub").mkdir(parents=True)
    (folder / "caller.bpmn").write_bytes(documents.caller("Billed"))
    (folder / "sub" / "billed.bpmn").write_bytes(documents.process("Billed", "Bill"))
    (folder / "sub" / "shop.xml").write_bytes(exchange(A_GOAL))
    (folder / "sub" / "old.bpmn").write_bytes(documents.process("Old", "Older"))
    (folder / "pom.xml").write_text("<project/>")
    (folder / ".ameideignore").write_text("old.*\n")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Add models")
    return folder


def where(ameide, version):
    return ameide.json("query", WHERE % f'"{version}"')["node"]


def test_a_folder_is_imported_in_the_order_of_references_with_one_summary(ameide, models):
    result = ameide("import", models)
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["sub-billed@1", "caller@1", "sub-shop@1"]
    assert "3 files imported, 0 failed; 1 other file skipped; 1 ignored." in result.stderr
    again = ameide.json("import", models)
    assert [each["unchanged"] for each in again["files"]] == [True] * 3
    assert (again["skipped"], again["ignored"], again["retired"]) == (1, 1, [])
    assert where(ameide, "sub-billed@1") == {
        "sourceName": "sub/billed.bpmn",
        "sourceCommit": git(models, "rev-parse", "HEAD"),
        "sourceAuthor": "Ann <ann@example.org>",
        "sourceOrigin": models.as_uri(),
    }


def test_a_repository_is_imported_without_a_working_tree(ameide, models, tmp_path):
    git(tmp_path, "clone", "--quiet", "--bare", models, "bare.git")
    for source in ("bare.git", f"file://{tmp_path}/bare.git"):
        answer = ameide.json("import", source)
        assert answer["files"][0]["file"] == f"{source}/sub/billed.bpmn"
        assert (answer["skipped"], answer["ignored"]) == (1, 1)
    assert where(ameide, "caller@1")["sourceCommit"] == git(models, "rev-parse", "HEAD")
    assert where(ameide, "caller@1")["sourceAuthor"] == "Ann <ann@example.org>"


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_an_archive_is_imported_as_its_folder(ameide, models, tmp_path, kind):
    git(models, "archive", f"--format={kind}", "-o", tmp_path / f"all.{kind}", "HEAD")
    answer = ameide.json("import", f"all.{kind}")
    assert [each["model"] for each in answer["files"]] == ["sub-billed", "caller", "sub-shop"]
    assert (answer["skipped"], answer["ignored"]) == (1, 1)
    assert where(ameide, "caller@1")["sourceOrigin"] == (tmp_path / f"all.{kind}").as_uri()


def test_what_a_hostile_repository_configures_is_not_run(ameide, models, tmp_path):
    ran = tmp_path / "ran"
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (models / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\ntouch {ran}\n")
        (models / ".git" / "hooks" / hook).chmod(0o755)
    for key in ("filter.evil.clean", "filter.evil.smudge", "core.fsmonitor", "core.sshCommand", "gpg.program"):
        git(models, "config", key, f"touch {ran}")
    git(models, "config", "log.showSignature", "true")
    (models / ".gitattributes").write_text("*.bpmn filter=evil\n")
    (models / "caller.bpmn").touch()
    assert ameide.json("import", models)["ok"]
    (tmp_path / "link.bpmn").write_bytes(documents.process("Link", "L"))
    (models / "link.bpmn").symlink_to(tmp_path / "link.bpmn")
    assert len(ameide.json("import", f"file://{models}")["files"]) == 3
    assert len(ameide.json("import", models)["files"]) == 3
    assert not ran.exists()
    assert not ameide.json("import", "ext::sh -c touch% ran", status=2)["ok"]
    assert "cannot be fetched" in ameide.json("import", "file:///nowhere/at/all", status=1)["error"]["message"]


def test_all_or_none(ameide, models):
    (models / "broken.bpmn").write_bytes(documents.BROKEN)
    answer = ameide.json("import", models, "--atomic", status=1)
    assert {each["problems"][0]["code"] for each in answer["files"]} == {"NOT_IMPORTED", "NOT_WELL_FORMED"}
    assert [each["id"] for each in ameide.json("list")["models"]] == ["order"]
    (models / "broken.bpmn").unlink()
    assert ameide.json("import", models, "--atomic")["ok"]
    assert len(ameide.json("list")["models"]) == 4


def test_models_whose_file_is_gone_are_retired_and_keep_their_history(ameide, models, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(models, other, ignore=shutil.ignore_patterns(".git"))
    ameide("import", models)
    ameide("import", other, "--prefix", "other")
    (models / "sub" / "shop.xml").unlink()
    (models / ".ameideignore").write_text("old.*\nbilled.*\n")
    (models / "broken.bpmn").write_bytes(documents.BROKEN)
    refused = ameide("import", models, "--prune", status=1)
    assert "Nothing was retired" in refused.stderr
    (models / "broken.bpmn").unlink()
    answer = ameide.json("import", models, "--prune")
    assert answer["retired"] == ["sub-shop"]
    left = {each["id"] for each in ameide.json("list")["models"]}
    assert left == {"order", "caller", "sub-billed", "other-caller", "other-sub-billed", "other-sub-shop"}
    assert where(ameide, "sub-shop@1")["sourceName"] == "sub/shop.xml"
    assert ameide.json("import", "order.bpmn", "--prune", status=2)["error"]


def test_a_repository_of_coarchi_is_one_model_wherever_it_is(ameide, tmp_path):
    folder = tmp_path / "acme"
    for path, content in FILES.items():
        (folder / "model" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "model" / path).write_bytes(content)
    git(tmp_path, "init", "--quiet", "acme")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Add model")
    git(folder, "archive", "--format=zip", "-o", tmp_path / "acme.zip", "HEAD")
    (first,) = ameide.json("import", folder)["files"]
    assert (first["version"], first["unchanged"]) == ("acme@1", False)
    assert where(ameide, "acme@1")["sourceName"] == "model"
    assert where(ameide, "acme@1")["sourceAuthor"] == "Ann <ann@example.org>"
    for source in (folder / "model", "acme.zip", f"file://{folder}"):
        (again,) = ameide.json("import", source)["files"]
        assert (again["version"], again["unchanged"]) == ("acme@1", True)
    assert ameide.json("validate", folder)["summary"]["files"] == 1
    assert ameide.json("convert", folder, "--out", "acme.xml")["problems"] == []
