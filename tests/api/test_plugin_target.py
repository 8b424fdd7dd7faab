"""Test a plug-in target: its builds have regions and become stale, and its faults are reported."""

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from pipeline.ir.generated import Draft
from pipeline.ir.target import Target
from pipeline.targets import TARGETS
from pipeline.targets.common.regions import begin
from pipeline.targets.loading import accepted
from tests.fixtures.api import GENERATE, Api, order_to_cash
from tests.fixtures.toy_target import TARGET

Install = Callable[[Target], None]
STALE = "query($id: ID!) { node(id: $id) { ... on Build { staleReasons { kind message } } } }"


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Register a target as an installed package would."""

    def row(target: Target) -> None:
        entry = EntryPoint("toy", "tests.fixtures.toy_target:TARGET", "ameide.targets")
        monkeypatch.setattr(TARGETS, "_all", {**TARGETS.own, "toy": accepted(entry, target)})

    return row


async def made(api: Api, **given: Any) -> dict[str, Any]:
    asked = {"version": "order-to-cash", "target": "toy", **given}
    found: dict[str, Any] = (await api.ask(GENERATE, input=asked))["generate"]
    return found


async def test_its_lines_are_of_elements_and_its_files_say_whose_they_are(api: Api, install: Install) -> None:
    install(TARGET)
    await api.bring_in(order_to_cash(ship="Send goods"))
    build = (await made(api, options={"bullet": "*"}))["build"]["id"]
    ask = """query($id: ID!) { node(id: $id) { ... on Build { artefacts { nodes {
      path owner content regions { nodes { element { sourceId } spans { start end } } } } } } } }"""
    found = (await api.ask(ask, id=build))["node"]["artefacts"]["nodes"]
    files = {file["path"]: file for file in found}
    assert {path: file["owner"] for path, file in files.items()} == {
        "outline.txt": "GENERATED", "notes/mine.txt": "YOURS", "ameide-map.json": "GENERATED"
    }  # fmt: skip
    lines = files["outline.txt"]["content"].splitlines()
    ship = [each for each in files["outline.txt"]["regions"]["nodes"] if each["element"]["sourceId"] == "Task_Ship"]
    assert [lines[span["start"] - 1] for each in ship for span in each["spans"]] == ["* serviceTask Send goods"]
    assert files["ameide-map.json"]["regions"]["nodes"] == []


async def test_a_build_is_stale_once_its_package_prints_otherwise(api: Api, install: Install) -> None:
    install(TARGET)
    await api.bring_in(order_to_cash(ship="Send goods"))
    first = await made(api)
    assert (await made(api))["reused"]
    assert (await api.ask(STALE, id=first["build"]["id"]))["node"]["staleReasons"] == []
    path = "tests/fixtures/toy_target/__init__.py"
    changed = {**TARGETS["toy"].digests(), path: "0" * 64}
    install(replace(TARGET, digest=lambda: changed))
    (reason,) = (await api.ask(STALE, id=first["build"]["id"]))["node"]["staleReasons"]
    assert (reason["kind"], path in reason["message"]) == ("TEMPLATE", True)
    again = await made(api)
    assert (again["reused"], again["build"] == first["build"]) == (False, False)


def crash(*given: Any) -> Any:
    raise RuntimeError("secret")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"transform": crash}, "The target toy crashed (RuntimeError)"),
        ({"unsupported": crash}, "The target toy crashed (RuntimeError)"),
        ({"generate": lambda made, options: [Draft(path="../x", content="", media_type="text/plain")]}, "'../x' is no"),
        (
            {"generate": lambda made, options: [Draft(path="x", content=begin("a"), media_type="text/plain")]},
            "the mark of a does not end",
        ),
        ({"generate": lambda made, options: ["x"]}, "The target toy crashed"),
    ],
    ids=["transform", "unsupported", "path", "mark", "no draft"],
)
async def test_what_it_does_wrong_is_a_problem(api: Api, install: Install, wrong: dict[str, Any], said: str) -> None:
    install(replace(TARGET, **wrong))
    await api.bring_in(order_to_cash(ship="Send goods"))
    found = await made(api)
    assert found["build"] is None
    assert [problem["code"] for problem in found["problems"]] == ["TARGET_CRASHED"]
    assert said in found["problems"][0]["message"]
    assert "secret" not in str(found)
