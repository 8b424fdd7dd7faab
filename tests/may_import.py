"""Define an import-linter contract: a table of who may import whom, with a row for every module."""

from collections.abc import Iterator
from dataclasses import dataclass

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


@dataclass(frozen=True, slots=True)
class Table:
    """Rows `name -> what it may import`; a module belongs to the longest name that is it or holds it.

    What may be imported is a module and all below it, or with a `!` after it the module alone.
    """

    rows: dict[str, frozenset[str]]

    @classmethod
    def of(cls, lines: list[str]) -> "Table":
        """Read lines such as `cli -> client, app`. Raises ValueError for a row without an arrow."""
        rows = {}
        for line in lines:
            name, arrow, allowed = line.partition("->")
            if not arrow:
                raise ValueError(f"no arrow in {line!r}")
            rows[name.strip()] = frozenset(filter(None, map(str.strip, allowed.split(","))))
        return cls(rows)

    def row(self, module: str) -> str | None:
        """Return the row that a module belongs to."""
        parts = module.split(".")
        names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((name for name in names if name in self.rows), None)

    def allows(self, importer: str, imported: str) -> bool:
        """Return true if one module may import another; the package above all is the row's own."""
        at_home = self.row(importer)
        if at_home is None or at_home == self.row(imported):
            return at_home is not None
        return any(imported == name.removesuffix("!") or imported.startswith(f"{name}.") for name in self.rows[at_home])


class MayImport(Contract):
    """An import-linter contract with the field `table`, one row a line."""

    table = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import between modules of ours, and for modules that no row holds."""
        table = Table.of(self.table)  # type: ignore[arg-type]
        ours = {name.partition(".")[0] for name in table.rows}
        broken = [*_homeless(graph, table), *_forbidden(graph, table, ours)]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say what is wrong, a line each."""
        for line in check.metadata["broken"]:
            output.print_error(line)


def _homeless(graph: ImportGraph, table: Table) -> Iterator[str]:
    for module in sorted(graph.modules):
        if not graph.is_module_squashed(module) and table.row(module) is None and "." in module:
            yield f"{module} has no row in the table"


def _forbidden(graph: ImportGraph, table: Table, ours: set[str]) -> Iterator[str]:
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if imported.partition(".")[0] in ours and not table.allows(importer, imported):
                where = graph.get_import_details(importer=importer, imported=imported)[0]
                yield f"{importer}:{where['line_number']} imports {imported}, which its row does not list"
