"""Test the folders: all are known, none grows too large, none imports a database driver unseen."""

import ast
import configparser
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.may_import import Table

ROOT = Path(__file__).parents[1]
LINTER = configparser.ConfigParser()
LINTER.read(ROOT / ".importlinter", encoding="utf-8")
PACKAGES = LINTER["importlinter"]["root_packages"].split()
TABLE = Table.of(LINTER["importlinter:contract:who-may-import-whom"]["table"].strip().splitlines())

SINGLE_FILES = {"app", "settings"}
NO_PACKAGES = {"benchmarks", "client", "docs", "examples", "infra", "tests", "ui"}
"""Folders that are imported by no name of theirs; client holds the package of another distribution."""
SDK = "ameide_client"

OF_THE_WHOLE = {"acceptance", "api", "contract", "engines", "fuzz"}
"""Folders of tests that ask the whole service, or every backend, and mirror no folder of code."""
TESTED_ABOVE = {
    "migrations",  # every revision, by what a store answers after it
    "pipeline/formats/bpmn/comparison",  # by what compare makes of two documents
    "pipeline/formats/bpmn/rules",  # every rule, over the fixtures in a folder of its name
    "pipeline/formats/archimate/rules",  # likewise
    "pipeline/tenant/rules",  # likewise
    "pipeline/targets/temporal_python/runtime/tests",  # copied out, and run in generated projects
}
"""Folders of code whose modules are tested together, in the tests of the folder above or of their table."""

FILE_LINES = 300
FUNCTION_LINES = 50
LONG_FILES = {
    "pipeline/targets/temporal_python/runtime/flow.py": "generated projects get the token engine as one file to read",
}
"""Files that may be longer, and why two things do not live in them."""
LONG_FUNCTIONS: dict[str, str] = {}
"""Functions (path:name) that may be longer, and why."""

SOURCES = sorted(
    path
    for folder in [*PACKAGES, *NO_PACKAGES]
    for path in (ROOT / folder).rglob("*.py")
    if not {"node_modules", "golden", "generated"} & set(path.parts)
) + sorted(ROOT.glob("*.py"))
CODE = [path for path in SOURCES if path.relative_to(ROOT).parts[0] not in NO_PACKAGES]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            yield f"{name(path)}:{node.name}", node.end_lineno - node.lineno + 1


def test_every_top_level_folder_has_its_place() -> None:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    folders = {path.partition("/")[0] for path in files if "/" in path and not path.startswith(".")}
    assert folders - NO_PACKAGES == set(PACKAGES) - {SDK}


def test_every_top_level_module_has_its_place() -> None:
    assert {path.stem for path in ROOT.glob("*.py")} <= SINGLE_FILES


def test_every_part_of_the_pipeline_has_a_row_of_its_own() -> None:
    parts = {path.stem for path in (ROOT / "pipeline").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert {f"pipeline.{part}" for part in parts - {"__init__", "__pycache__"}} <= set(TABLE.rows)


@pytest.mark.parametrize("module", sorted(SINGLE_FILES))
def test_single_files_import_what_their_row_lists(module: str) -> None:
    ours = {row.partition(".")[0] for row in TABLE.rows}
    found = [each for each in imported(ROOT / f"{module}.py") if each.partition(".")[0] in ours]
    assert [each for each in found if not TABLE.allows(module, each)] == []


def test_only_the_command_imports_the_app() -> None:
    importers = [path for path in CODE if any(each.partition(".")[0] == "app" for each in imported(path))]
    assert {path.relative_to(ROOT).parts[0] for path in importers} <= {"cli"}


def test_every_module_says_what_it_is() -> None:
    told = {path: ast.get_docstring(tree(path)) or "" for path in SOURCES if path.read_text(encoding="utf-8").strip()}
    assert [name(path) for path, text in told.items() if not text.strip()] == []


def test_files_can_be_read_in_one_go() -> None:
    long = {name(path) for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > FILE_LINES}
    assert long == set(LONG_FILES)


def test_functions_can_be_read_in_one_look() -> None:
    long = {each for path in SOURCES for each, lines in functions(path) if lines > FUNCTION_LINES}
    assert long == set(LONG_FUNCTIONS)


def test_no_name_hides_what_is_inside() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert [name(path) for path in SOURCES if path.stem in vague] == []


LOADER = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(found.name)
print(*sorted({"psycopg", "neo4j", "pgserver", "alembic", "sqlalchemy"} & sys.modules.keys()))
"""


@pytest.mark.parametrize("package", ["schema", "resolvers", SDK, "pipeline.ir", "cypher"])
def test_importing_pulls_in_no_database_driver(package: str) -> None:
    command = [sys.executable, "-c", LOADER, package]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (loaded.returncode, loaded.stderr, loaded.stdout.split()) == (0, "", [])


def test_the_tests_of_a_folder_stand_in_the_folder_of_the_same_name() -> None:
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if "golden" not in path.parts]
    tested = {path.parent.relative_to(ROOT / "tests") for path in files} - {Path()}
    about_the_whole = {folder for folder in tested if folder.parts[0] in OF_THE_WHOLE}
    code = {path.parent.relative_to(ROOT) for path in CODE if path.name != "__init__.py"} - {Path()}
    assert {str(folder) for folder in tested - about_the_whole if not (ROOT / folder).is_dir()} == set()
    assert {str(folder) for folder in code - tested if not _below(folder, TESTED_ABOVE)} == set()


def _below(folder: Path, above: set[str]) -> bool:
    return any(str(folder) == each or str(folder).startswith(f"{each}/") for each in above)


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py") if "golden" not in path.parts}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
