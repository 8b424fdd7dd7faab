"""Batch the reads behind the fields of a node."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from strawberry.dataloader import DataLoader

from graph.records import label_of, version_uid
from pipeline.ir.lines import Spans
from resolvers import cursors
from resolvers.accepted import About, waivers_of
from resolvers.added import added_impact
from resolvers.errors import Refused
from resolvers.pages import connection
from resolvers.regions import current_regions, owned_lines
from resolvers.relations import Page, Wanted, pages
from resolvers.staleness import reasons
from resolvers.unit import Unit
from schema.connection import Connection
from schema.labels import TYPES, node
from schema.node import Node
from schema.region import Region
from schema.staleness import StaleReason

_AT_ONCE: Final = 1000  # nodes


class RequestLoaders:
    """Loaders of schema/context.py over one reading unit."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._nodes = DataLoader(self._read_nodes)
        self._current = DataLoader(self._read_current)
        self._pages = DataLoader(self._read_pages)
        self._bytes = DataLoader(self._read_bytes)
        self._lines = DataLoader(partial(owned_lines, unit))
        self._current_regions = DataLoader(partial(current_regions, unit))
        self._stale = DataLoader(partial(reasons, unit, self))
        self._waivers = DataLoader(partial(waivers_of, unit))
        self._added = DataLoader(partial(added_impact, unit))

    async def node(self, uid: str) -> Node | None:
        """Load the vertex with exactly this uid; all uids asked for at once are read by one statement a label."""
        return await self._nodes.load(uid)

    async def nodes(self, uids: Sequence[str]) -> list[Node]:
        """Load those that exist, in this order; so many at a time that the event loop is free for others in between."""
        found: list[Node | None] = []
        for first in range(0, len(uids), _AT_ONCE):
            found += await self._nodes.load_many(uids[first : first + _AT_ONCE])
        return [each for each in found if each is not None]

    async def current(self, model: str, as_of: str | None = None) -> Node | None:
        uid = await self._current.load((model, as_of))
        return None if uid is None else await self._nodes.load(uid)

    async def page(
        self, relation: str, of: str, first: int | None, after: str | None, as_of: str | None = None
    ) -> Connection[Any]:
        """Load a page of a relation. Raises Refused for a bad `first` or `after`."""
        page = await self._pages.load(Wanted(relation, of, cursors.page_size(first), after, as_of))
        self.unit.count(len(page.items))
        found = await self.nodes([uid for _, uid in page.items])
        keys = [cursors.encode(relation, key, uid) for key, uid in page.items]
        return connection(page.total, list(zip(keys, found, strict=True)), page.has_next, after)

    async def bytes_of(self, digest: str) -> bytes:
        """Return stored bytes by their SHA-256."""
        return await self._bytes.load(digest)

    async def lines_of(self, artefact: str) -> Mapping[str, Spans]:
        """Load the regions of an artefact, with their spans."""
        return await self._lines.load(artefact)

    async def current_regions(self, element: str, as_of: str | None = None) -> list[Region]:
        """Load the regions of this element in the current builds of its model, in whichever version they used."""
        uids = await self._current_regions.load((element, as_of))
        self.unit.count(len(uids))
        return [found for found in await self.nodes(uids) if isinstance(found, Region)]

    async def stale_reasons(self, build: str) -> list[StaleReason]:
        """Load the inputs of a build that are no longer current."""
        return await self._stale.load(build)

    async def waiver(self, about: About, as_of: str | None = None) -> Node | None:
        """Load the waiver of a finding, now or as of a moment."""
        uid = await self._waivers.load((about, as_of))
        return None if uid is None else await self._nodes.load(uid)

    async def added_impact(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Load the number of vertices that the second element of each pair adds to the impact of the first."""
        return await self._added.load_many([(str(one), str(other)) for one, other in pairs])

    def prime(self, found: Node) -> None:
        """Remember a node that came with something else."""
        self._nodes.prime(found.id, found)

    async def _read_nodes(self, uids: list[str]) -> list[Node | None]:
        found: dict[str, Node] = {}
        for label, wanted in _by_label(uids).items():
            for row in await self.unit.rows(f"{label.lower()}.by_id", uids=wanted):
                made = node(row["node"])
                found[made.id] = made
        return [found.get(uid) for uid in uids]

    async def _read_current(self, wanted: list[tuple[str, str | None]]) -> list[str | None]:
        found: dict[tuple[str, str | None], str] = {}
        for as_of in {as_of for _, as_of in wanted}:
            models = sorted({model for model, at in wanted if at == as_of})
            for row in await self.unit.rows("version.current", models=models, asOf=as_of or await self.unit.now()):
                found[(row["model"], as_of)] = version_uid(row["model"], row["number"])
        return [found.get(each) for each in wanted]

    async def _read_pages(self, wanted: list[Wanted]) -> list[Page | BaseException]:
        try:
            found = await pages(self.unit, wanted)
        except Refused as refused:
            return [refused for _ in wanted]
        return list(found)

    async def _read_bytes(self, digests: list[str]) -> list[bytes]:
        found = await self.unit.bytes_by_digest(digests)
        return [found[digest] for digest in digests]


def _by_label(uids: Sequence[str]) -> dict[str, list[str]]:
    """Group uids by label; what cannot be a uid is left out, as what does not exist is."""
    found: dict[str, list[str]] = defaultdict(list)
    for uid in uids:
        try:
            label = label_of(uid)
        except ValueError:
            continue
        if label in TYPES and "\0" not in uid:
            found[label].append(uid)
    return found
