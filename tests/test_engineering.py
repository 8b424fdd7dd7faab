"""Test what the repository promises: pinned digests, no registry address, truthful documentation."""

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-bench.txt",
    "requirements-node.txt",
    "requirements-fuzz.txt",
    "requirements-codegen.txt",
]
DISTRIBUTIONS = ("pyproject.toml", "client/pyproject.toml")
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("pypi", "python", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("npm", "pkg", "github", "com"),
        ("repo", "maven", "apache", "org"),
        ("repo1", "maven", "org"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
    )
]


def tracked() -> Iterator[Path]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    yield from (ROOT / name for name in names if name and (ROOT / name).is_file())


def outside_make() -> dict[str, str]:
    """Return the environment without the variables that a calling make sets."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}


def pins(lock: str) -> dict[str, str]:
    """Return the entries of packages, with continuation lines and hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.split("#")[0].strip() for line in text.splitlines()]
    return {entry.partition("==")[0].partition("[")[0]: entry for entry in entries if entry}


def wanted(file: str) -> set[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    names = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("#", "-"))]
    return {found[0].lower().replace("_", "-") for found in names if found}


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_registry(host: str) -> None:
    address = host.encode()
    assert [str(path.relative_to(ROOT)) for path in tracked() if address in path.read_bytes()] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_digest(lock: str) -> None:
    pinned = re.compile(r"[a-z0-9._-]+==\S+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [entry for entry in pins(lock).values() if not pinned.fullmatch(re.sub(r"\s+", " ", entry))] == []


def test_service_and_client_are_released_together() -> None:
    stated = [tomllib.loads((ROOT / path).read_text(encoding="utf-8")) for path in DISTRIBUTIONS]
    (version,) = {each["project"]["version"] for each in stated}
    asked = (ROOT / "client" / "requirement.in").read_text(encoding="utf-8").splitlines()
    assert [line for line in asked if not line.startswith("#")] == [f"ameide-client=={version}"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_lock_holds_what_is_asked_for(lock: str) -> None:
    assert wanted(lock.replace(".txt", ".in")) <= pins(lock).keys()


def test_checks_run_on_the_versions_that_the_service_runs_on() -> None:
    dev = pins("requirements-dev.txt")
    assert {name for name, entry in pins("requirements.txt").items() if dev.get(name) != entry} == set()


def test_every_package_of_the_page_is_pinned_by_digest_without_an_address() -> None:
    packages = json.loads((ROOT / "ui" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert len(installed) > 50
    assert [name for name, entry in installed.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in installed.items() if "resolved" in entry] == []


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony is not None
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {line.split()[0] for line in listed.splitlines()} == set(phony[1].split())


def test_the_makefile_holds_no_absolute_path() -> None:
    """Make splits paths at spaces, so the project's own place must never appear in one."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"\$\((?:CURDIR|PWD|abspath|realpath)\b", makefile) == []


def test_recipes_are_short() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = re.split(r"^### ", text, flags=re.M)[1:]
    lengths = {
        recipe.splitlines()[0]: len([line for line in recipe.split("\n## ")[0].splitlines()[1:] if line.strip()])
        for recipe in recipes
    }
    assert {"Add a query", "Add a rule", "Add a format", "Add a target", "Add a GraphQL field"} <= lengths.keys()
    assert {title: lines for title, lines in lengths.items() if lines > 6} == {}


def test_python_too_old_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    old = tmp_path / "python2"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    ran = subprocess.run(
        ["make", "PYTHON=./python2", ".venv"], cwd=tmp_path, env=outside_make(), capture_output=True, text=True
    )
    assert ran.returncode != 0
    assert len(ran.stderr.splitlines()) == 1
    assert "Ameide needs Python 3.11 or newer" in ran.stderr
    assert not (tmp_path / ".venv").exists()
