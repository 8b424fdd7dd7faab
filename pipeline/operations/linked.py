"""Evaluate the links of a model that is imported."""

from collections.abc import Mapping, Sequence

from cypher import QUERIES
from graph.records import element_uid
from graph.store import GraphStore, Row
from pipeline.compare.matching import matched
from pipeline.compare.structure import Structure
from pipeline.formats import parse
from pipeline.ir.crossing import Sealed
from pipeline.ir.document import Document
from pipeline.ir.doing import doing
from pipeline.ir.finding import Finding
from pipeline.ir.linking import Matcher
from pipeline.ir.model import Model
from pipeline.ir.workshop import named
from pipeline.operations import stored
from pipeline.operations.catalogue import FORMATS
from pipeline.operations.examined import Incoming
from pipeline.records.links import model_of
from pipeline.records.version import VersionRecord
from pipeline.tenant.links import lookup, settle
from pipeline.tenant.links.matchers import matchers_of


def matchers() -> Sequence[Matcher]:
    """Return the matchers of all formats."""
    return matchers_of(row.linking for row in FORMATS.values())


async def settle_links(
    store: GraphStore, incoming: Incoming, name: str, recorded: VersionRecord, current: Row | None
) -> None:
    """Evaluate the links of a model whose next version was just written. Raises NotDone."""
    before = None if current is None else current["uid"]
    carried = {} if current is None else await _carried(store, incoming, name, recorded.uid, current)
    await settle.settle(store, name, before, recorded.keys, matchers(), carried)


async def _carried(store: GraphStore, incoming: Incoming, name: str, version: str, current: Row) -> Mapping[str, str]:
    """Return the new ids of elements with links that a person decided, where compare finds them under other ids."""
    links = [each.link for each in await lookup.of_model(store, name) if each.link.decided]
    ends = {end for link in links for end in (link.dependent, link.dependency) if model_of(end) == name}
    if not ends or current["format"] != incoming.examined.format:
        return {}
    uids = {element_uid(version, end.partition("#")[2]): end.partition("#")[2] for end in ends}
    there = {row["element"] for row in await store.rows(QUERIES["run.kinds"], elements=sorted(uids))}
    lost = sorted(id_ for uid, id_ in uids.items() if uid not in there)
    if not lost:
        return {}
    content = await stored.content(store, current["sourceDigest"])
    document = Document(content=content, format=current["format"], path=current.get("sourceName"))
    given = (document, incoming.examined.found, lost)
    return await incoming.workshop.run(
        incoming.tenant, _found_again, *given, about=named(incoming.document), urgent=True
    )


def _found_again(
    document: Document, found: Sealed[tuple[Model, tuple[Finding, ...]]], lost: Sequence[str]
) -> dict[str, str]:
    """Return the ids that elements of the document have in the new model."""
    model, _ = found.open()
    doing("comparing with the current version")
    before = parse(document).model
    if before is None or before.format != model.format:
        return {}
    comparison = FORMATS[model.format].comparison
    pairs = matched(Structure(before, comparison), Structure(model, comparison)).forward
    return {id_: pairs[id_] for id_ in lost if id_ in pairs}
