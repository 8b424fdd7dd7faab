"""Test that a format and a target, each a folder and a row, get everything that Ameide's own have.

The toy format and the toy target are used through the command under their own names. Then they are built as packages
of names that nobody knows, installed into an environment of their own, used in the same way, and uninstalled. No file
of Ameide changes for them.
"""

import random
import shutil
import string
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.breadth import LONGEST, TOYS, lines, nothing_else_changes, running, uses_everything

ROWS = """[ameide.formats]
toy = tests.fixtures.toy_format:FORMAT
[ameide.targets]
toy = tests.fixtures.toy_target:TARGET
"""


@pytest.mark.parametrize("folder", TOYS.values(), ids=TOYS)
def test_each_is_a_short_folder(folder: Path) -> None:
    assert 0 < lines(folder) < LONGEST


@pytest.fixture
def store(store_settings: Any, tenant: str) -> dict[str, str]:
    return {"AMEIDE_HOME": str(store_settings.home), "AMEIDE_TENANT": tenant}


def test_a_format_and_a_target_are_a_folder_and_a_row_each(store: dict[str, str], tmp_path: Path) -> None:
    row = tmp_path / "site" / "toys-1.dist-info"
    row.mkdir(parents=True)
    (row / "METADATA").write_text("Metadata-Version: 2.1\nName: toys\nVersion: 1\n")
    (row / "entry_points.txt").write_text(ROWS)
    with nothing_else_changes(), running(sys.executable, tmp_path, [row.parent], **store) as ameide:
        uses_everything(ameide, tmp_path, "toy", "toy")


@pytest.mark.packages
def test_a_format_and_a_target_of_new_names_get_everything(store: dict[str, str], tmp_path: Path) -> None:
    format_, target = ("".join(random.choices(string.ascii_lowercase, k=9)) for _ in range(2))
    python, site = _environment(tmp_path / "venv")
    with nothing_else_changes(Path(sysconfig.get_path("purelib"))):
        _install(_package(tmp_path / "format", "format", format_, format_), site)
        _install(_package(tmp_path / "target", "target", target, format_), site)
        with running(python, tmp_path, [], **store) as ameide:
            uses_everything(ameide, tmp_path, format_, target)
        for path in site.glob("ameide_*"):
            shutil.rmtree(path)
        assert [path.name for path in site.iterdir()] == ["dev.pth"]
        with running(python, tmp_path, [], **store) as ameide:
            assert format_ not in {each["name"] for each in ameide("formats")["formats"]}
            assert ameide("validate", f"shop.{format_}", status=1)["files"][0]["problems"]


def _environment(folder: Path) -> tuple[Path, Path]:
    """Make an environment that sees all that the tests run with; return its Python, and the place of its packages."""
    venv.create(folder, with_pip=False, symlinks=True)
    site = next((folder / "lib").glob("python*/site-packages"))
    site.joinpath("dev.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")
    return folder / "bin" / "python", site


def _package(folder: Path, kind: str, name: str, format_: str) -> Path:
    """Copy a toy under another name, with a project around it; a target takes the models of the format."""
    package = f"ameide_{name}"
    shutil.copytree(TOYS[kind], folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for path in sorted((folder / package).rglob("*.py")):
        text = path.read_text().replace(f"tests.fixtures.toy_{kind}", package)
        text = text.replace('("WorkflowModel", "toy")', f'("{format_}",)')
        text = text.replace('"toy', f'"{name}').replace('".toy"', f'".{name}"')
        path.write_text(text.replace('b"toy ', f'b"{name} '))
        if "toy" in path.name:
            path.rename(path.with_name(path.name.replace("toy", name)))
    entry = f'[project.entry-points."ameide.{kind}s"]\n{name} = "{package}:{kind.upper()}"\n'
    (folder / "pyproject.toml").write_text(
        f'[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
        f'[project]\nname = "{package}"\nversion = "1"\n{entry}'
        f"[tool.setuptools]\npackages = {[package, *([f'{package}.rules'] if kind == 'format' else [])]}\n"
        f'[tool.setuptools.package-data]\n"*" = ["*.txt"]\n'
    )
    return folder


def _install(project: Path, site: Path) -> None:
    wheels = project / "dist"
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(project))
    (wheel,) = wheels.glob("*.whl")
    _pip("install", "--no-deps", "--no-index", "--target", str(site), str(wheel))


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, capture_output=True, text=True)
