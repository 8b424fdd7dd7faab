"""Test the files that every project gets unchanged, and the pinned packages."""

from pathlib import Path

from pipeline.ir.generated import Generated
from pipeline.targets import TARGETS
from pipeline.targets.temporal_python import generator
from tests.test_engineering import pins

RUNTIME = Path(generator.__file__).parent / "runtime"
COPIED = {
    path.relative_to(RUNTIME).as_posix(): path
    for path in RUNTIME.rglob("*")
    if path.is_file() and path.suffix != ".pyc" and path.name != "__init__.py"
}


def test_every_file_of_the_runtime_is_copied_out(order_to_cash: Generated) -> None:
    files = {file.path: file.content for file in order_to_cash.files}
    assert {"flow.py", "Dockerfile", "tests/conftest.py", "requirements.txt"} <= COPIED.keys()
    assert {path: files[path] for path in COPIED} == {path: source.read_bytes() for path, source in COPIED.items()}


def test_what_is_copied_out_is_among_what_decides_the_bytes() -> None:
    told = TARGETS["temporal-python"].digests()
    assert {f"temporal_python/runtime/{path}" for path in COPIED} <= told.keys()
    assert {"temporal_python/templates/workflow.py.jinja", "temporal_python/generator.py"} <= told.keys()


def test_projects_pin_what_their_code_is_tested_with() -> None:
    packages = TARGETS["temporal-python"].packages
    locked = pins("requirements-dev.txt")
    assert {package.name for package in packages} == {"temporalio", "pytest", "pytest-asyncio"}
    assert all(locked[package.name].startswith(f"{package.name}=={package.version} ") for package in packages)
