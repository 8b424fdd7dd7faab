"""State what a format and a target get for being a folder and a row each, whatever they are called."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.cli.runs import ROOT
from tests.fixtures.api import order_to_cash

TOYS = {kind: ROOT / "tests" / "fixtures" / f"toy_{kind}" for kind in ("format", "target")}
LONGEST = 100
"""Lines that a format or a target of the simplest kind may have, all its files together."""
SHOP = """{f} Shop
component Orders Order desk
runs Process_Order
component Stock
component Desk Front desk
uses Orders Stock
uses Desk Orders
"""


class Ameide:
    """Runs `ameide …` with an interpreter, all commands in one process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, *arguments: object, status: int = 0) -> Any:
        """Return what one command answers to programs."""
        said = self.text(*arguments, "--json", status=status)
        return json.loads(said)

    def text(self, *arguments: object, status: int = 0) -> str:
        """Return what one command writes to stdout."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(each) for each in arguments]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the process that runs the commands has ended"
        code, out, err = json.loads(answer)
        assert code == status, (arguments, out, err)
        return str(out)


@contextmanager
def running(python: Path | str, folder: Path, path: list[Path], **environment: str) -> Iterator[Ameide]:
    """Run commands in a folder, with what lies on the path; without the settings of whoever runs the tests."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("AMEIDE_", "_AMEIDE"))}
    with subprocess.Popen(
        [python, "-m", "tests.acceptance.commands"],
        cwd=folder,
        env=own | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, *path)))} | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Ameide(process)
        assert process.stdin is not None
        process.stdin.close()


@contextmanager
def nothing_else_changes(*outside: Path) -> Iterator[None]:
    """Fail if a file of Ameide is another afterwards, or one below the folders outside of it."""
    packages = {path.parent for path in ROOT.glob("*/__init__.py")} | {ROOT / "client", ROOT / "ui" / "queries"}
    single = [*ROOT.glob("*.py"), *ROOT.glob("*.toml"), ROOT / "schema.graphql"]
    before = _digests(*packages, *single, *outside)
    assert len(before) > len(packages)
    yield
    assert _digests(*packages, *single, *outside) == before


def _digests(*places: Path) -> dict[Path, str]:
    found = (path for place in places for path in (place.rglob("*") if place.is_dir() else (place,)))
    files = (path for path in found if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc")
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def lines(folder: Path) -> int:
    """Count the lines of all files below a folder."""
    return sum(path.read_text().count("\n") for path in folder.rglob("*") if path.suffix in {".py", ".txt"})


def uses_everything(ameide: Ameide, folder: Path, format_: str, target: str) -> None:
    """Import, check, relate, generate, blame, waive, compare, search and export a model of the format."""
    assert format_ in {each["name"] for each in ameide("formats")["formats"]}
    assert target in {each["name"] for each in ameide("targets")["targets"]}
    shop = folder / f"shop.{format_}"
    shop.write_text(SHOP.format(f=format_))
    (folder / "order-to-cash.bpmn").write_text(order_to_cash())
    (found,) = ameide("validate", shop)["files"][0]["findings"]
    assert (found["rule"], found["element"]) == (f"{format_}-name", "Stock")
    ameide("import", "order-to-cash.bpmn")
    (imported,) = ameide("import", shop)["files"]
    assert (imported["model"], imported["version"]) == ("shop", "shop@1")
    assert [each["rule"] for each in imported["findings"]] == [f"{format_}-name"]

    _is_related(ameide)
    _is_generated(ameide, folder, target)
    waived = ("--rule", f"{format_}-name", "--reason", "It is called so.")
    assert ameide("waive", "shop#Stock", *waived)["waiver"]["rule"] == f"{format_}-name"
    shop.write_text(shop.read_text().replace("Front desk", "Counter"))
    _is_compared(ameide, shop, target)
    _is_exported(ameide)


def _is_related(ameide: Ameide) -> None:
    """Check that the desk uses the orders, that these use the stock, and that the orders run a BPMN process."""
    assert {"shop@1#Orders", "shop@1#Desk"} <= _reached(ameide("impact", "shop#Stock"))
    assert "shop@1#Stock" not in _reached(ameide("impact", "shop#Desk"))
    assert "shop@1#Orders" in _reached(ameide("impact", "order-to-cash#Process_Order"))
    assert "order-to-cash@1#Task_Ship" in _reached(ameide("lineage", "shop#Orders"))
    assert {node["id"] for node in ameide("search", "front desk")["nodes"]} >= {"shop@1#Desk"}


def _is_generated(ameide: Ameide, folder: Path, target: str) -> None:
    ameide("generate", "shop", "--target", target, "--out", "out")
    reached = _reached(ameide("impact", "shop#Stock"))
    assert any(uid.startswith("artefact:") and uid.endswith("/outline.txt") for uid in reached)
    outline = (folder / "out" / "outline.txt").read_text().splitlines()
    line = next(number for number, text in enumerate(outline, 1) if "component Stock" in text)
    (blamed,) = ameide("blame", f"out/outline.txt:{line}")["lines"]
    assert "Stock" in {each["element"] for each in blamed["elements"]}


def _is_compared(ameide: Ameide, shop: Path, target: str) -> None:
    """Compare the changed file with the stored model, and import it: its waiver stays, its build is stale."""
    changed = ameide("diff", "shop", shop)
    assert [each["after"]["id"] for each in changed["difference"]["entries"]] == ["Desk"]
    ameide("import", shop)
    asked = "{ builds { nodes { target stale } } findings { nodes { rule waiver { reason } } } }"
    answer = ameide("query", asked)
    assert answer["builds"]["nodes"] == [{"target": target, "stale": True}]
    reasons = [each["waiver"] and each["waiver"]["reason"] for each in answer["findings"]["nodes"]]
    assert "It is called so." in reasons


def _is_exported(ameide: Ameide) -> None:
    exported = ameide("query", '{ impact(of: "shop#Stock") { export(format: JSON) { text } } }')
    assert "shop@2#Desk" in exported["impact"]["export"]["text"]
    assert "shop@2#Desk" in ameide.text("impact", "shop#Stock", "--format", "graphml")


def _reached(answer: dict[str, Any]) -> set[str]:
    return {vertex["id"] for vertex in answer["vertices"]}
