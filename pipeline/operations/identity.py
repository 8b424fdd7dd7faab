"""Decide whether a document is the next version of a model, or another document that only has its name."""

import asyncio
from typing import Any, Final

from cypher import QUERIES
from graph.records import element_uid
from graph.store import GraphStore, Row
from pipeline.compare.sameness import share
from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.ir.format import Format
from pipeline.ir.model import Element, Model
from pipeline.operations import stored
from pipeline.operations.catalogue import FORMATS

_HALF: Final = 0.5


async def is_next_of(store: GraphStore, current: Row, model: Model) -> bool:
    """Return true if a model and the current version of another share what the notation identifies by.

    Where neither document has an id of its own, at least half of their named elements have to be the same.
    """
    if current["format"] != model.format:
        return False
    known = _roots(FORMATS[model.format], model)
    if known:
        kinds = {element_uid(current["uid"], element.id): element.kind for element in known}
        rows = await store.rows(QUERIES["run.kinds"], elements=sorted(kinds))
        return any(kinds[row["element"]] == row["kind"] for row in rows)
    content = await stored.content(store, current["sourceDigest"])
    return await asyncio.to_thread(_is_alike, Document(content=content, format=model.format), model)


def _is_alike(stored: Document, model: Model) -> bool:
    row, before = FORMATS[model.format], parse(stored).model
    if before is None or before.format != model.format or _roots(row, before):
        return False
    return share(before, model, row.comparison, _identity(row)) >= _HALF


def _roots(row: Format[Any], model: Model) -> list[Element]:
    if row.identity is not None:
        return list(row.identity.roots(model))
    return [root.element for root in row.meetings.roots(model)]


def _identity(row: Format[Any]) -> Any:
    return row.identity.says_nothing if row.identity is not None else lambda _: False
