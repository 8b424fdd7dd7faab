"""Test which Node builds the page, and when packages are installed again."""

import os
from pathlib import Path

import pytest

from ui import build


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2\n", "v22.12.0", "v24.0.0", "v100.1.2"])
def test_a_node_that_vite_runs_on_suits(version: str) -> None:
    assert build.suits(version)


@pytest.mark.parametrize(
    "version", ["v20.18.3", "v18.20.0", "v21.7.0", "v22.11.9", "", "20.19.0", "v20", "v20.19.0; rm"]
)
def test_any_other_does_not(version: str) -> None:
    assert not build.suits(version)


def tool(folder: Path, name: str, says: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {says}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_node_on_the_path_is_used_with_its_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(tmp_path, "node", "v22.12.0")
    tool(tmp_path, "npm", "10.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build.installed() == {"node": [str(tmp_path / "node")], "npm": [str(tmp_path / "npm")]}


@pytest.mark.parametrize(("tools", "version"), [(["node"], "v22.12.0"), (["npm"], "10"), (["node", "npm"], "v18.0.0")])
def test_an_old_or_lonely_node_is_not(
    tools: list[str], version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in tools:
        tool(tmp_path, name, version)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build.installed() is None


def test_packages_are_installed_once_per_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "UI", tmp_path)
    lock = tmp_path / "package-lock.json"
    lock.write_text("{}", encoding="utf-8")
    assert build.packages_stale()
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / ".package-lock.json").write_text("{}", encoding="utf-8")
    assert not build.packages_stale()
    os.utime(lock, (4_000_000_000, 4_000_000_000))
    assert build.packages_stale()
