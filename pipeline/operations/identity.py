"""Decide whether a document is the next version of a model, or another document that only has its name."""

from typing import Any, Final

from cypher import QUERIES
from graph.records import element_uid
from graph.store import GraphStore, Row
from pipeline.compare.sameness import share
from pipeline.formats import parse
from pipeline.ir.crossing import Sealed
from pipeline.ir.document import Document
from pipeline.ir.doing import doing
from pipeline.ir.finding import Finding
from pipeline.ir.format import Format
from pipeline.ir.model import Model
from pipeline.ir.workshop import named
from pipeline.operations import stored
from pipeline.operations.catalogue import FORMATS
from pipeline.operations.examined import Incoming, roots

_HALF: Final = 0.5


async def is_next_of(store: GraphStore, current: Row, incoming: Incoming) -> bool:
    """Return true if a document and the current version of a model share an id by which the notation identifies models.

    If neither has an id of its own, at least half of their named elements must be the same.
    Raises NotDone.
    """
    examined = incoming.examined
    if current["format"] != examined.format:
        return False
    if examined.roots:
        kinds = {element_uid(current["uid"], id_): kind for id_, kind in examined.roots.items()}
        rows = await store.rows(QUERIES["run.kinds"], elements=sorted(kinds))
        return any(kinds[row["element"]] == row["kind"] for row in rows)
    known = Document(content=await stored.content(store, current["sourceDigest"]), format=examined.format)
    about = named(incoming.document)
    return await incoming.workshop.run(incoming.tenant, _is_alike, known, examined.found, about=about, urgent=True)


def _is_alike(stored: Document, found: Sealed[tuple[Model, tuple[Finding, ...]]]) -> bool:
    model, _ = found.open()
    doing("comparing with the current version")
    row, before = FORMATS[model.format], parse(stored).model
    if before is None or before.format != model.format or roots(row, before):
        return False
    return share(before, model, row.comparison, _identity(row)) >= _HALF


def _identity(row: Format[Any]) -> Any:
    return row.identity.says_nothing if row.identity is not None else lambda _: False
