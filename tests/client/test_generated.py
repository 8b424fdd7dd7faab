"""Test that the generated client is current and covers every field of the API."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from graphql import FieldNode, FragmentDefinitionNode, OperationDefinitionNode, build_schema, parse

ROOT = Path(__file__).parents[2]
OPERATIONS = sorted((ROOT / "client" / "operations").glob("*.graphql"))
GENERATED = ROOT / "client" / "ameide_client" / "generated"
GENERATOR = ROOT / ".venv" / "codegen" / "bin" / "ariadne-codegen"


def definitions(path: Path) -> list[OperationDefinitionNode | FragmentDefinitionNode]:
    found = parse(path.read_text(encoding="utf-8")).definitions
    return [each for each in found if isinstance(each, OperationDefinitionNode | FragmentDefinitionNode)]


def asked(path: Path) -> set[tuple[str, str]]:
    """Return the fields of Query and Mutation that a file selects."""
    return {
        (each.operation.value, field.name.value)
        for each in definitions(path)
        if isinstance(each, OperationDefinitionNode)
        for field in each.selection_set.selections
        if isinstance(field, FieldNode)
    }


def test_every_question_that_the_api_answers_is_asked() -> None:
    schema = build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))
    roots = {"query": schema.query_type, "mutation": schema.mutation_type}
    offered = {(kind, field) for kind, root in roots.items() if root for field in root.fields}
    assert offered - set().union(*map(asked, OPERATIONS)) == set()
    assert len(offered) > 20


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_each_file_is_one_operation_of_its_name(path: Path) -> None:
    (operation,) = definitions(path)
    assert operation.name is not None
    assert operation.name.value == "".join(part.capitalize() for part in path.stem.split("_"))


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}


def test_the_committed_client_is_current(tmp_path: Path) -> None:
    assert GENERATOR.exists(), "run `make .venv/codegen.stamp`, which installs what writes the client"
    shutil.copy(ROOT / "schema.graphql", tmp_path)
    for name in ("operations", "codegen", "pyproject.toml"):
        source, copy = ROOT / "client" / name, tmp_path / "client" / name
        shutil.copytree(source, copy) if source.is_dir() else shutil.copy(source, copy)
    (tmp_path / "client" / "ameide_client").mkdir()
    command = subprocess.run(
        [GENERATOR],
        cwd=tmp_path / "client",
        env=os.environ | {"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert command.returncode == 0, command.stdout + command.stderr
    made = files(tmp_path / "client" / "ameide_client" / "generated")
    assert made.keys() == files(GENERATED).keys()
    stale = [name for name, text in files(GENERATED).items() if made[name] != text]
    assert stale == [], "run `make regen`"
