"""Test what `make dist` builds: complete, installable into an empty environment, usable outside the checkout."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import httpx
import pytest

from infra.dist import ROOT, build
from tests.fixtures.service import address
from tests.test_engineering import pins, tracked

FULL = "AMEIDE_FULL_INSTALL" in os.environ
"""True to install the locked requirements too, as `make test-dist` does; otherwise those of `.venv` are used."""
NOT_SHIPPED = (".ci", ".gitignore", ".pre-commit-config.yaml")
PATIENCE = 60

pytestmark = [
    pytest.mark.packages,
    pytest.mark.skipif(not (ROOT / "ui" / "dist" / "index.html").exists(), reason="no ui/dist; `make ui` builds it"),
]


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def wheels(dist: Path) -> list[Path]:
    return sorted(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def shipped(wheels: list[Path]) -> dict[str, bytes]:
    """Return every file of the wheels by its path."""
    found: dict[str, bytes] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            found |= {name: archive.read(name) for name in archive.namelist()}
    return found


@pytest.fixture(scope="module")
def installed(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheels and locked packages into an environment without the checkout; return its scripts."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
    if FULL:
        locked = ["--require-hashes", "-r", str(ROOT / "requirements.txt")]
        subprocess.run([*pip, "--disable-pip-version-check", *locked], check=True)
    else:
        _borrow(python)
    subprocess.run([*pip, "--disable-pip-version-check", "--no-index", *map(str, wheels)], check=True)
    return folder / "bin"


def _borrow(python: Path) -> None:
    """Let an environment see what is installed here; a .pth of a .pth is not read, so no editable checkout."""
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()
    (Path(own) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one document and nothing else."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "returns.bpmn").write_bytes((ROOT / "examples" / "shipping.bpmn").read_bytes())
    return folder


@pytest.fixture(scope="module")
def served(installed: Path, outside: Path) -> Iterator[str]:
    """Return the address of `ameide serve --demo`, run from the installed wheel."""
    command = [str(installed / "ameide"), "serve", "--demo", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=outside, env=_environment(outside), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield address(process)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)


def _environment(outside: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("AMEIDE_", "PYTHON"))}
    return own | {"AMEIDE_HOME": str(outside / "home"), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def ameide(installed: Path, outside: Path):
    def run(*arguments: str):
        command = [str(installed / "ameide"), *arguments, "--json"]
        done = subprocess.run(command, cwd=outside, env=_environment(outside), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize(("name", "folder"), [("ameide", ROOT), ("ameide_client", ROOT / "client")])
def test_a_source_archive_holds_every_tracked_file(dist: Path, name: str, folder: Path) -> None:
    (archive,) = dist.glob(f"{name}-*.tar.gz")
    with tarfile.open(archive) as opened:
        held = {path.partition("/")[2] for path in opened.getnames()}
    expected = {path.relative_to(folder).as_posix() for path in tracked() if path.is_relative_to(folder)}
    assert {path for path in expected - held if not path.startswith(NOT_SHIPPED)} == set()
    assert folder != ROOT or "ui/dist/index.html" in held
    assert [path for path in held if "node_modules" in path or path.endswith(".pyc")] == []


def test_the_wheels_hold_every_file_beside_the_code(shipped: dict[str, bytes]) -> None:
    folders = {name.partition("/")[0] for name in shipped if name.endswith("/__init__.py")}
    assert {"pipeline", "graph", "cypher", "migrations", "cli", "ameide_client"} <= folders
    paths = [path.relative_to(ROOT).as_posix().removeprefix("client/") for path in tracked()]
    expected = {path for path in paths if path.partition("/")[0] in folders}
    assert {Path(path).suffix for path in expected} >= {".py", ".cypher", ".sql", ".jinja"}
    assert expected - shipped.keys() == set()


def test_the_wheel_holds_the_page_with_its_saved_queries_and_the_examples(shipped: dict[str, bytes]) -> None:
    for kind, source in (("page", ROOT / "ui" / "dist"), ("examples", ROOT / "examples")):
        files = {path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()}
        assert files
        assert {name: path.read_bytes() for name, path in files.items()} == {
            name: shipped[f"ameide_bundle/{kind}/{name}"] for name in files
        }
    scripts = b"".join(text for name, text in shipped.items() if name.endswith(".js"))
    for query in (ROOT / "ui" / "queries").glob("*.graphql"):
        assert query.read_text(encoding="utf-8").splitlines()[0].encode() in scripts


def test_the_client_comes_without_the_service(wheels: list[Path]) -> None:
    (client,) = [wheel for wheel in wheels if wheel.name.startswith("ameide_client-")]
    with zipfile.ZipFile(client) as archive:
        assert {name.partition("/")[0].partition("-")[0] for name in archive.namelist()} == {"ameide_client"}
        assert "ameide_client/py.typed" in archive.namelist()


def test_no_top_level_name_is_one_of_a_locked_dependency(shipped: dict[str, bytes]) -> None:
    ours = {name.partition("/")[0].removesuffix(".py") for name in shipped}
    names = pins("requirements.txt").keys() | pins("requirements-dev.txt").keys()
    taken = {name: _top_level(name) & ours for name in names if _applies(name)}
    assert {name: both for name, both in taken.items() if both} == {}
    assert len(taken) > 50


def _applies(name: str) -> bool:
    """Return true if the marker of a locked package includes this system."""
    try:
        distribution(name)
    except ModuleNotFoundError:
        return False
    return True


def _top_level(name: str) -> set[str]:
    paths = [str(path) for path in distribution(name).files or ()]
    return {path.partition("/")[0].partition(".")[0] for path in paths if not path.startswith("..")}


def test_the_demo_is_served_with_its_page(served: str) -> None:
    page = httpx.get(f"{served}/graphiql/", timeout=PATIENCE)
    assert (page.status_code, "<title>" in page.text) == (200, True)
    asked = httpx.post(f"{served}/graphql", json={"query": "{ builds { totalCount } models { totalCount } }"})
    assert asked.json()["data"] == {"builds": {"totalCount": 3}, "models": {"totalCount": 4}}


def test_a_document_is_imported_built_and_asked_about(ameide, served: str, outside: Path) -> None:
    there = ("--url", served)
    assert [each["version"] for each in ameide("import", "returns.bpmn", *there)["files"]] == ["returns@1"]
    made = ameide("generate", "returns", "--target", "temporal-python", "--out", "made", *there)
    assert made["build"].startswith("build:")
    assert (outside / "made" / "workflow.py").is_file()
    reach = ameide("impact", "returns", *there)
    assert reach["complete"] is True
    assert reach["total"] > 10


def test_files_need_no_server(ameide, outside: Path) -> None:
    assert ameide("validate", "returns.bpmn")["summary"]["files"] == 1
    ameide("generate", "returns.bpmn", "--target", "temporal-python", "--out", "alone")
    assert (outside / "alone" / "workflow.py").is_file()
