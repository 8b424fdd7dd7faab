"""Test the import contract on a table and graphs of its own."""

import grimp
import pytest
from importlinter import Contract

from tests.may_import import MayImport, Table

TABLE = Table.of(["app -> store, web", "web -> store.seam", "store ->", "store.pg -> store.seam", "cli -> web!"])


@pytest.mark.parametrize(
    ("module", "row"),
    [("web", "web"), ("web.page", "web"), ("store.pg.pool", "store.pg"), ("webs", None), ("client", None)],
)
def test_a_module_belongs_to_the_longest_row_that_holds_it(module: str, row: str | None) -> None:
    assert TABLE.row(module) == row


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("web.page", "web.part", True),
        ("web.page", "store.seam", True),
        ("web.page", "store.seam.Store", True),
        ("web.page", "store", False),
        ("web.page", "store.seams", False),
        ("store.pg", "store.seam", True),
        ("store.pg", "store.files", False),
        ("store.files", "store.pg", False),
        ("app", "store.pg", True),
        ("store", "app", False),
        ("cli", "web", True),
        ("cli", "web.page", False),
    ],
)
def test_a_row_allows_what_it_lists(importer: str, imported: str, allowed: bool) -> None:
    assert TABLE.allows(importer, imported) is allowed


def test_a_row_without_an_arrow_is_refused() -> None:
    with pytest.raises(ValueError, match="no arrow in 'web'"):
        Table.of(["web"])


def verdict(*imports: tuple[str, str]) -> list[str]:
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported, line_number=7, line_contents="import")
    table = ["app -> store, web", "web -> store.seam", "store ->", "store.pg -> store.seam"]
    contract: Contract = MayImport("who", session_options={}, contract_options={"table": table})
    found = contract.check(graph, verbose=False)
    assert found.kept is not bool(found.metadata["broken"])
    broken: list[str] = found.metadata["broken"]
    return broken


def test_listed_imports_and_those_of_others_keep_the_contract() -> None:
    assert verdict(("web.page", "store.seam"), ("store.pg", "store.seam"), ("web.page", "json")) == []


def test_an_unlisted_import_is_named_with_its_line() -> None:
    assert verdict(("store.seam", "web.page")) == ["store.seam:7 imports web.page, which its row does not list"]


def test_a_module_without_a_row_is_named() -> None:
    assert verdict(("cli.main", "store.seam")) == [
        "cli.main has no row in the table",
        "cli.main:7 imports store.seam, which its row does not list",
    ]
