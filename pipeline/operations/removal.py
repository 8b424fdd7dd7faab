"""Remove what was erased or pruned from the graph, and leave a tombstone."""

from collections import Counter
from collections.abc import Iterable, Sequence

from cypher import QUERIES
from graph.records import Batch, label_of
from graph.store import GraphStore
from pipeline.ir.ending import Erased
from pipeline.records.references import together


async def bury(store: GraphStore, gone: Sequence[str], left: Batch, settled: Batch) -> Erased:
    """Settle the references first, while their targets still exist; then erase, and leave the tombstone."""
    await store.write(together((settled, left)))
    await store.erase(gone)
    return Erased(tombstone=left.vertices[0].uid, counts=counted(gone))


async def made_by(store: GraphStore, builds: list[str]) -> list[str]:
    """Return the builds, what they made, and the packages that no other build pins."""
    if not builds:
        return []
    return [
        *builds,
        *await uids_of(store, "ending.artefacts", "artefact", builds=builds),
        *await uids_of(store, "ending.regions", "region", builds=builds),
        *await uids_of(store, "ending.packages", "package", builds=builds),
    ]


async def uids_of(store: GraphStore, query: str, column: str, **wanted: object) -> list[str]:
    """Ask for one column of uids."""
    return [row[column] for row in await store.rows(QUERIES[query], **wanted)]


def counted(uids: Iterable[str]) -> dict[str, int]:
    """Count by label."""
    return dict(sorted(Counter(map(label_of, uids)).items()))
