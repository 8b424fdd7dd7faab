"""A notation and a kind of code are each a folder and a row: installed as wheels under new names, they get everything.

The toy format and the toy target are built as packages of names that nobody knows, installed into an environment of
their own, used through the command, and uninstalled. Nothing of Ameide changes for them.
"""

import json
import os
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

from tests.cli.runs import ROOT
from tests.fixtures.api import order_to_cash

FIXTURES = ROOT / "tests" / "fixtures"
SHOP = """{f} Shop
component Orders Order desk
runs Process_Order
component Stock
component Desk Front desk
uses Orders Stock
uses Desk Orders
"""


def _package(folder: Path, kind: str, name: str, takes: str) -> Path:
    """Copy a toy under another name, with a project around it."""
    package = f"ameide_{name}"
    shutil.copytree(FIXTURES / f"toy_{kind}", folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for path in sorted((folder / package).rglob("*.py")):
        text = path.read_text().replace(f"tests.fixtures.toy_{kind}", package).replace('("WorkflowModel",)', takes)
        text = text.replace('"toy', f'"{name}').replace('"toy"', f'"{name}"').replace('".toy"', f'".{name}"')
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


class Installed:
    """An environment with the plug-ins, beside all that the tests run with."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self._environment = environment
        venv.create(folder / "venv", with_pip=False, symlinks=True)
        self.python = folder / "venv" / "bin" / "python"
        site = next((folder / "venv" / "lib").glob("python*/site-packages"))
        site.joinpath("dev.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")
        self.site = site

    def pip(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
        subprocess.run(command, check=True, capture_output=True, text=True)

    def install(self, project: Path) -> None:
        self.pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(self.folder / "dist"), str(project))
        for wheel in (self.folder / "dist").glob("*.whl"):
            self.pip("install", "--no-deps", "--no-index", "--target", str(self.site), str(wheel))
            wheel.unlink()

    def ameide(self, *arguments: object, status: int = 0) -> Any:
        done = subprocess.run(
            [self.python, "-m", "cli.main", *map(str, arguments), "--json"],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == status, (arguments, done.stdout, done.stderr)
        return json.loads(done.stdout)


@pytest.fixture
def installed(store_settings: Any, tenant: str, tmp_path: Path) -> Installed:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("AMEIDE_", "_AMEIDE"))}
    settings = {"AMEIDE_HOME": str(store_settings.home), "AMEIDE_TENANT": tenant, "PYTHONPATH": str(ROOT)}
    return Installed(tmp_path, own | settings)


def _reached(answer: dict[str, Any]) -> set[str]:
    return {vertex["id"] for vertex in answer["vertices"]}


@pytest.mark.packages
def test_a_format_and_a_target_of_new_names_get_everything(installed: Installed, tmp_path: Path) -> None:
    format_, target = ("".join(random.choices(string.ascii_lowercase, k=9)) for _ in range(2))
    ameide = installed.ameide
    installed.install(_package(tmp_path / "format", "format", format_, f'("{format_}",)'))
    installed.install(_package(tmp_path / "target", "target", target, f'("{format_}",)'))
    assert format_ in {each["name"] for each in ameide("formats")["formats"]}
    assert target in {each["name"] for each in ameide("targets")["targets"]}

    shop = tmp_path / f"shop.{format_}"
    shop.write_text(SHOP.format(f=format_))
    (tmp_path / "order-to-cash.bpmn").write_text(order_to_cash())
    (found,) = ameide("validate", shop)["files"][0]["findings"]
    assert (found["rule"], found["element"]) == (f"{format_}-name", "Stock")

    ameide("import", "order-to-cash.bpmn")
    (imported,) = ameide("import", shop)["files"]
    assert (imported["model"], imported["version"]) == ("shop", "shop@1")
    assert [each["rule"] for each in imported["findings"]] == [f"{format_}-name"]

    # relations: the desk uses the orders, which use the stock; and the orders run a BPMN process
    reached = _reached(ameide("impact", "shop#Stock"))
    assert {"shop@1#Orders", "shop@1#Desk"} <= reached
    assert "shop@1#Stock" not in _reached(ameide("impact", "shop#Desk")) - {"shop@1#Desk"}
    assert "shop@1#Orders" in _reached(ameide("impact", "order-to-cash#Process_Order"))
    assert "order-to-cash@1#Task_Ship" in _reached(ameide("lineage", "shop#Orders"))

    ameide("generate", "shop", "--target", target, "--out", "out")
    reached = _reached(ameide("impact", "shop#Stock"))
    assert any(uid.startswith("artefact:") and uid.endswith("/outline.txt") for uid in reached)
    outline = (tmp_path / "out" / "outline.txt").read_text().splitlines()
    line = next(number for number, text in enumerate(outline, 1) if "component Stock" in text)
    (blamed,) = ameide("blame", f"out/outline.txt:{line}")["lines"]
    assert "Stock" in {each["element"] for each in blamed["elements"]}
    assert {node["id"] for node in ameide("search", "front desk")["nodes"]} >= {"shop@1#Desk"}

    ameide("waive", "shop#Stock", "--rule", f"{format_}-name", "--reason", "It is called so.")
    shop.write_text(shop.read_text().replace("Front desk", "Counter"))
    changed = ameide("diff", "shop", shop)
    assert [each["after"]["id"] for each in changed["difference"]["entries"]] == ["Desk"]
    ameide("import", shop)
    stale = ameide("query", "{ builds { nodes { target stale staleReasons { kind } } } }")
    (build,) = stale["builds"]["nodes"]
    assert (build["target"], build["stale"]) == (target, True)
    exported = ameide("query", '{ impact(of: "shop#Stock") { export(format: JSON) { text } } }')
    assert "shop@2#Desk" in exported["impact"]["export"]["text"]

    for path in installed.site.glob("ameide_*"):
        shutil.rmtree(path)
    assert format_ not in {each["name"] for each in ameide("formats")["formats"]}
    assert ameide("validate", shop, status=1)["files"][0]["problems"]
