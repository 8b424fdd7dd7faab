"""Test how models are called after their files."""

from pathlib import Path

import pytest

from cli import naming
from tests.cli import documents


def names(folder: Path, files: dict[str, str | None], prefix: str | None = None) -> list[str | None]:
    below = {folder / file: None if base is None else folder / base for file, base in files.items()}
    return list(naming.named(below, prefix).values())


@pytest.mark.parametrize(
    ("file", "base", "prefix", "name"),
    [
        ("orders/flow.bpmn", "", None, "orders-flow"),
        ("orders/flow.bpmn", "orders", None, "flow"),
        ("orders/flow.bpmn", None, None, "flow"),
        ("orders/Eil Auftrag.bpmn20.xml", "", None, "orders-eil-auftrag"),
        ("orders/flow.bpmn", "", "Sales", "sales-orders-flow"),
        ("orders/flow.bpmn", None, "sales", "sales-flow"),
        ("Überweisung.bpmn", "", None, "uberweisung"),
        ("注文/flow.bpmn", "", None, "flow-bf3a14da"),
        ("請求/flow.bpmn", "", None, "flow-41d144aa"),
    ],
)
def test_a_model_is_called_after_the_path_of_its_file(tmp_path, file, base, prefix, name):
    assert names(tmp_path, {file: base}, prefix) == [name]


def test_long_paths_stay_apart(tmp_path):
    made = names(tmp_path, {f"{'folder/' * 30}{file}.bpmn": "" for file in ("one", "two")})
    assert len(set(made)) == 2
    assert all(len(str(each)) <= 100 for each in made)


def test_a_configuration_names_files_and_begins_names(tmp_path):
    (tmp_path / ".ameide.toml").write_text('prefix = "sales"\n[names]\n"orders/flow.bpmn" = "order-to-cash"\n')
    found = names(tmp_path, {"orders/flow.bpmn": "", "billing/flow.bpmn": ""})
    assert found == ["order-to-cash", "sales-billing-flow"]
    assert names(tmp_path, {"billing/flow.bpmn": ""}, "") == ["billing-flow"]


def test_two_files_of_one_name_are_told(ameide, tmp_path):
    for folder in ("orders", "billing"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "flow.bpmn").write_bytes(documents.process(folder.title()))
    refused = ameide.json("import", "orders/flow.bpmn", "billing/flow.bpmn", status=1)
    assert [each["version"] for each in refused["files"]] == ["flow@1", None]
    (problem,) = refused["files"][1]["problems"]
    assert problem["code"] == "NAME_TAKEN"
    assert "orders/flow.bpmn" in problem["message"]
