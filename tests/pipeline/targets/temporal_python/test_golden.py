"""Test the projects of the examples: as committed, clean, typed, and every line with its element."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.ir.generated import Generated
from tests.fixtures.generated import EXAMPLES, generate, model_in, write
from tests.fixtures.processes import owners, text
from tests.pipeline.targets.temporal_python.regen import GOLDEN

STEMS = sorted(path.stem for path in EXAMPLES.glob("*.bpmn"))
TOOLS = Path(sys.executable).parent


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("stem", STEMS)
def test_the_output_is_the_golden_one(stem: str) -> None:
    generated = generate(model_in(EXAMPLES / f"{stem}.bpmn"))
    golden = {
        path.relative_to(GOLDEN / stem).as_posix(): path.read_bytes()
        for path in (GOLDEN / stem).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {file.path: file.content for file in generated.files} == golden, "run: make regen"


@pytest.mark.parametrize("stem", STEMS)
def test_equal_input_gives_equal_bytes_in_another_process_too(stem: str, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.fixtures.generated import *;"
        "write(generate(model_in(Path(sys.argv[1]))), Path(sys.argv[2]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", code, str(EXAMPLES / f"{stem}.bpmn"), str(tmp_path)]
    subprocess.run(command, env=environment, cwd=EXAMPLES.parent, check=True, timeout=120)
    for file in generate(model_in(EXAMPLES / f"{stem}.bpmn")).files:
        assert (tmp_path / file.path).read_bytes() == file.content


@pytest.mark.parametrize("stem", STEMS)
def test_the_output_is_clean(stem: str, tmp_path: Path) -> None:
    write(generate(model_in(EXAMPLES / f"{stem}.bpmn")), tmp_path)
    run(tmp_path, str(TOOLS / "ruff"), "check", "--no-cache", ".")
    run(tmp_path, str(TOOLS / "ruff"), "check", "--no-cache", "--select", "E,F,W,I,UP,B,SIM,N,RET,D1,PIE", ".",
        "--ignore", "D104,D105,D107,E501", "--per-file-ignores", "tests/*:D1")  # fmt: skip
    run(tmp_path, str(TOOLS / "ruff"), "format", "--no-cache", "--check", ".")


def test_the_output_has_sound_types(order_to_cash: Generated, tmp_path: Path) -> None:
    write(order_to_cash, tmp_path)
    assert "no issues found" in run(tmp_path, sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "c"), ".")


def test_its_own_tests_are_found_and_fail_where_there_is_no_server(order_to_cash: Generated, tmp_path: Path) -> None:
    write(order_to_cash, tmp_path)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--collect-only"]
    assert "test_process_runs_to_its_end" in run(tmp_path, *command)
    told = text(order_to_cash, "tests/conftest.py")
    assert told.index("pytest.skip(missing)") < told.index("pytest.fail(missing)")


def test_the_line_of_an_element_is_found(order_to_cash: Generated) -> None:
    lines = text(order_to_cash, "workflow.py").splitlines()
    owned = owners(order_to_cash, "workflow.py")

    def of(element: str) -> list[str]:
        return [line.strip() for number, line in enumerate(lines, 1) if element in owned.get(number, ())]

    assert of("Task_Ship")[:2] == [
        '@element("Task_Ship")', "async def ship_order(self, scope: Scope) -> Route:"
    ]  # fmt: skip
    assert '"Process_Ship",' in of("Task_Ship")
    assert of("Flow_CreditGood") == ['if scope["creditScore"] >= 600:', "return [to(self.gateway_accepted)]"]
    assert of("Event_OutOfStock")[:2] == ['"OUT_OF_STOCK",', '("OUT_OF_STOCK", self.out_of_stock),']
    assert '@workflow.signal(name="Message_Payment")' in of("Message_Payment")
    assert of("Process_OrderToCash")[0].startswith("@workflow.defn")
    assert [line[:17] for line in of("Definitions_OrderToCash")] == ['"""Order to cash:']


def test_what_every_model_gets_came_from_no_element(order_to_cash: Generated) -> None:
    shared = {"flow.py", "Dockerfile", "requirements.txt", "requirements-dev.txt", "tests/conftest.py",
              "serving.py", "requirements-own.txt", "tests/test_activities.py"}  # fmt: skip
    assert {file.path for file in order_to_cash.files} - {region.path for region in order_to_cash.regions} == {
        *shared, "ameide-map.json"
    }  # fmt: skip
    worker = text(order_to_cash, "worker.py").splitlines()
    owned = owners(order_to_cash, "worker.py")
    assert [line.strip() for number, line in enumerate(worker, 1) if number in owned] == [
        "OrderToCash,", "OrderToCash,", '"Process_OrderToCash",'
    ]  # fmt: skip


def test_whoever_writes_a_file_is_said(order_to_cash: Generated) -> None:
    owned = {file.path: file.owner for file in order_to_cash.files}
    told = json.loads(text(order_to_cash, "ameide-map.json"))["owners"]
    assert told == {path: owner for path, owner in owned.items() if path != "ameide-map.json"}
    yours = {path for path, owner in owned.items() if owner == "yours"}
    assert yours == {"activities.py", "requirements-own.txt", "tests/test_activities.py"}
    assert {owned[path] for path in owned.keys() - yours} == {"generated"}


def test_every_element_that_runs_has_lines(order_to_cash: Generated) -> None:
    model = model_in(EXAMPLES / "order-to-cash.bpmn")
    owned = {element for elements in owners(order_to_cash, "workflow.py").values() for element in elements}
    assert {node.id for node in model.nodes("Process_OrderToCash")} <= owned
    assert {flow.id for flow in model.of_kind("sequenceFlow")} <= owned


@pytest.mark.parametrize("stem", STEMS)
def test_the_source_map_tells_of_every_element_that_lines_came_from(stem: str) -> None:
    told = json.loads((GOLDEN / stem / "ameide-map.json").read_bytes())
    assert {region["element"] for regions in told["files"].values() for region in regions} <= set(told["elements"])
