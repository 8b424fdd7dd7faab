"""Test whole projects: run the examples with their workers, and models of other tools, to completion."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.engines.scenario import Happened, run
from tests.fixtures.corpus import CORPUS, needs_corpus
from tests.fixtures.generated import EXAMPLES, generate, model_in, write

pytestmark = pytest.mark.engines

MIWG = "bpmn/bpmn-miwg-test-suite/Reference"
CAMUNDA = "bpmn/camunda-bpm-examples"
GOOD = {"creditScore": 700, "inStock": True, "parcels": [1, 2]}
PICKED_UP: list[list[Any]] = [
    ["rest"],
    ["rest"],
    ["rest"],
    ["child", "Task_Ship", "Message_PickedUp", {"carrier": "Snail"}],
]


@contextmanager
def shipping(address: str, folder: Path) -> Iterator[None]:
    """Run `python worker.py` in the project of examples/shipping.bpmn."""
    project = write(generate(model_in(EXAMPLES / "shipping.bpmn"), stubs="pass"), folder)
    environment = {**os.environ, "TEMPORAL_ADDRESS": address, "TEMPORAL_NAMESPACE": "default"}
    worker = subprocess.Popen([sys.executable, "worker.py"], cwd=project, env=environment)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=20)


def order(address: str, folder: Path, script: list[list[Any]], variables: dict[str, Any]) -> Happened:
    project = write(generate(model_in(EXAMPLES / "order-to-cash.bpmn"), stubs="pass"), folder / "order")
    return run(address, project, "Process_OrderToCash", script, [variables])


def claim(address: str, folder: Path, script: list[list[Any]], variables: dict[str, Any]) -> Happened:
    project = write(generate(model_in(EXAMPLES / "claims.bpmn"), stubs="pass"), folder)
    return run(address, project, "Process_Claim", script, [variables])


def test_a_good_customer_gets_the_goods(temporal_address: str, tmp_path: Path) -> None:
    with shipping(temporal_address, tmp_path / "shipping"):
        happened = order(temporal_address, tmp_path, [*PICKED_UP, ["signal", "Message_Payment", {"paid": 99}]], GOOD)
    assert happened.activities == ["Task_CheckCredit", "Task_SendInvoice", "Task_CloseOrder"]
    assert (happened.result["paid"], happened.result["carrier"]) == (99, "Snail")
    assert len(happened.result["pack_a_parcel_results"]) == 2


def test_what_is_out_of_stock_ends_the_order(temporal_address: str, tmp_path: Path) -> None:
    with shipping(temporal_address, tmp_path / "shipping"):
        happened = order(temporal_address, tmp_path, [], GOOD | {"inStock": False})
    assert (happened.activities[-1], happened.failure) == ("Task_CancelInvoice", None)
    assert "Task_CloseOrder" not in happened.activities


def test_who_does_not_pay_is_reminded(temporal_address: str, tmp_path: Path) -> None:
    late: list[list[Any]] = [["time", 15 * 86400], ["rest"], ["signal", "Message_Payment", {}]]
    with shipping(temporal_address, tmp_path / "shipping"):
        happened = order(temporal_address, tmp_path, [*PICKED_UP, *late], GOOD)
    assert happened.activities == ["Task_CheckCredit", "Task_SendInvoice", "Task_RemindCustomer", "Task_CloseOrder"]


@pytest.mark.parametrize(("waits", "reminded"), [([], []), ([["rest"], ["time", 3 * 86400]], ["Task_RemindReviewer"])])
def test_a_doubtful_order_is_reviewed(
    temporal_address: str, tmp_path: Path, waits: list[list[Any]], reminded: list[str]
) -> None:
    script = [*waits, ["rest"], ["update", "Task_ReviewOrder", {"approved": False}]]
    happened = order(temporal_address, tmp_path, script, {"creditScore": 599})
    assert happened.activities == ["Task_CheckCredit", *reminded, "Task_DeclineOrder"]
    assert happened.result == {"creditScore": 599, "approved": False}


OPINION: list[Any] = ["update", "Task_Opinion", {"opinion": "pay"}]
LARGE = {"amount": 20_000, "injured": True, "experts": ["a", "b"], "covered": True}


def test_a_claim_is_assessed_from_every_side_it_needs(temporal_address: str, tmp_path: Path) -> None:
    happened = claim(temporal_address, tmp_path, [OPINION, OPINION], LARGE)
    assert happened.activities == ["Task_Classify", "Task_MedicalReport", "Task_Reckon", "EndEvent_Paid"]
    assert [given["item"] for given in happened.result["give_opinion_results"]] == ["a", "b"]


def test_experts_who_are_late_are_not_waited_for(temporal_address: str, tmp_path: Path) -> None:
    happened = claim(temporal_address, tmp_path, [OPINION, ["rest"], ["time", 31 * 86400]], LARGE)
    assert happened.activities[2:] == ["Task_Estimate", "Task_Reckon", "EndEvent_Paid"]


def test_a_claim_can_be_withdrawn_and_a_catastrophe_does_not_stop_it(temporal_address: str, tmp_path: Path) -> None:
    script: list[list[Any]] = [["signal", "Signal_Catastrophe", {}], OPINION, ["signal", "Message_Withdrawn", {}]]
    happened = claim(temporal_address, tmp_path, script, LARGE)
    assert sorted(happened.activities) == [
        "Task_Classify",
        "Task_CloseFile",
        "Task_MedicalReport",
        "Task_TellReinsurer",
    ]


@pytest.mark.parametrize("stem", sorted(path.stem for path in EXAMPLES.glob("*.bpmn")))
def test_the_generated_tests_pass(temporal_address: str, tmp_path: Path, stem: str) -> None:
    passes_its_own_tests(temporal_address, EXAMPLES / f"{stem}.bpmn", tmp_path)


@needs_corpus
@pytest.mark.parametrize(
    "path",
    [
        *(f"{MIWG}/{name}.bpmn" for name in ("A.1.0", "A.2.0", "C.1.0")),
        f"{CAMUNDA}/spring-boot-starter/example-twitter/src/main/resources/TwitterDemoProcess.bpmn",
        f"{CAMUNDA}/servicetask/rest-service/src/main/resources/invokeRestService.bpmn",
        f"{CAMUNDA}/bpmn-model-api/parse-bpmn/src/test/resources/process.bpmn",
        f"{CAMUNDA}/quarkus-extension/spin-plugin-example/src/main/resources/process.bpmn",
        f"{CAMUNDA}/scripttask/xslt-scripttask/src/main/resources/xslt-example.bpmn",
    ],
    ids=lambda path: Path(path).stem,
)
def test_models_of_others_run_to_completion_on_every_branch(temporal_address: str, tmp_path: Path, path: str) -> None:
    passes_its_own_tests(temporal_address, CORPUS / path, tmp_path)


def passes_its_own_tests(address: str, model: Path, folder: Path) -> None:
    """Run a project's own tests: a run and a replay for every branch that input alone can reach."""
    project = write(generate(model_in(model)), folder)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "runs_to_its_end"]
    environment = {**os.environ, "TEMPORAL_ADDRESS": address}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
