"""Answer diff: compare two versions by the documents from which they were read."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from strawberry.scalars import JSON

from graph.records import address, element_uid
from pipeline.ir import difference as ir
from pipeline.ir.change import Compared
from pipeline.ir.document import Document
from pipeline.operations import diff as change
from resolvers import cursors
from resolvers.context import Info, RequestContext
from resolvers.erased import missing
from resolvers.errors import Refused
from resolvers.pages import connection
from schema.connection import Connection
from schema.diff import (
    Change,
    ChangeCount,
    DiffFormat,
    ElementDifference,
    KindChanges,
    Match,
    MatchedBy,
    ModelDiff,
    Place,
    PropertyChange,
)
from schema.version import Version


async def diff(info: Info, from_: str, to: str, as_of: str | None) -> ModelDiff:
    """Compare two versions; a model means its current one, or the one that was current then. Raises Refused."""
    context = info.context
    before, after = await version(context, from_, as_of), await version(context, to, as_of)
    documents = await document(context, before), await document(context, after)
    found = await change.diff(context.principal.tenant, *documents, workshop=context.workshop)
    return shown(context, before, after, found)


async def version(context: RequestContext, named: str, as_of: str | None) -> Version:
    """Return the version that an id means at a moment; of a model, the current one. Raises Refused."""
    parts = address(named)
    if parts is None or parts.element is not None:
        raise await missing(context.unit, named)
    loaders = context.loaders
    found = await (loaders.current(parts.model, as_of) if parts.number is None else loaders.node(named))
    if not isinstance(found, Version) or (as_of is not None and found.recorded_at > as_of):
        raise await missing(context.unit, named)
    return found


async def document(context: RequestContext, stored: Version) -> Document:
    """Read the document of a version, as it was received."""
    content = await context.loaders.bytes_of(stored.source_uid.rpartition(":")[2])
    return Document(content=content, format=stored.format, path=stored.source_name)


def shown(context: RequestContext, before: Version, after: Version | None, made: change.Differing) -> ModelDiff:
    """Convert to the GraphQL type; `after` is None for a draft. Raises Refused where a document cannot be read."""
    compared = read(made)
    found = compared.difference
    versions = before.id, None if after is None else after.id
    return ModelDiff(
        from_=before,
        to=after,
        identical=found.identical,
        same_meaning=found.same_meaning,
        layout_only=found.layout_only,
        reordered=found.reordered,
        unchanged_count=found.unchanged,
        matched_by_id_count=found.matched.get(ir.By.ID, 0),
        matched_by_meaning_count=found.matched.get(ir.By.MEANING, 0),
        counts_by_change=_counts(found.by_change),
        counts_by_kind=[KindChanges(kind=kind, counts=_counts(counts)) for kind, counts in found.by_kind.items()],
        compared=Entries(context, found, versions, "".join(made.digests)),
    )


def read(made: change.Differing) -> Compared:
    """Return the comparison. Raises Refused where a document cannot be read."""
    if made.compared is None:
        problem = made.problems[0]
        place = "" if problem.line is None else f" (line {problem.line})"
        raise Refused(problem.code, f"{problem.message}{place}")
    return made.compared


@dataclass(frozen=True, slots=True)
class Entries:
    """Pages of a difference. Nodes are read when they are asked for."""

    context: RequestContext
    difference: ir.Difference
    versions: tuple[str, str | None]
    digests: str
    """Digests of both documents; a cursor of another comparison does not fit this one."""

    def entries(
        self, first: int | None, after: str | None, changes: list[Change] | None
    ) -> Connection[ElementDifference]:
        """Return a page in document order."""
        first = cursors.page_size(first)
        wanted = {ir.Change(str(each.value)) for each in changes or ()}
        found = [entry for entry in self.difference.entries if not wanted or wanted & set(entry.changes)]
        begin = self._place(after)
        page = found[begin : begin + first]
        self.context.unit.count(len(page))
        items = [
            (cursors.encode("diff", self.digests, place), self._entry(entry))
            for place, entry in enumerate(page, begin + 1)
        ]
        return connection(len(found), items, begin + first < len(found), after)

    async def rendered(self, format_: DiffFormat, most: int | None) -> str:
        """Render in a worker thread: a difference may be large."""
        if most is not None and most < 0:
            raise Refused("BAD_FIRST", f"most is 0 or more, not {most}.")
        return await asyncio.to_thread(change.RENDERERS[str(format_.value)], self.difference, most)

    def _place(self, after: str | None) -> int:
        if after is None:
            return 0
        digests, place = cursors.decode(after, "diff", str, int)
        if digests != self.digests or place < 0:
            raise Refused("BAD_CURSOR", "after is a cursor of another comparison.")
        return cast("int", place)

    def _entry(self, entry: ir.ElementDifference) -> ElementDifference:
        return ElementDifference(
            changes=[Change(each.value) for each in entry.changes],
            kind=entry.kind,
            place_before=_placed(entry.before),
            place_after=_placed(entry.after),
            properties=[
                PropertyChange(name=each.property, before=_json(each.before), after=_json(each.after))
                for each in entry.properties
            ],
            match=None if entry.match is None else _match(entry.match),
            before_uid=_uid(self.versions[0], entry.before),
            after_uid=_uid(self.versions[1], entry.after),
        )


def _counts(counts: Mapping[ir.Change, int]) -> list[ChangeCount]:
    return [ChangeCount(change=Change(each.value), count=count) for each, count in counts.items()]


def _match(match: ir.Match) -> Match:
    return Match(by=MatchedBy(match.by.value), score=match.score, reasons=list(match.reasons))


def _placed(place: ir.Place | None) -> Place | None:
    if place is None:
        return None
    return Place(source_id=place.source_id, kind=place.kind, name=place.name, line=place.line)


def _uid(version_: str | None, place: ir.Place | None) -> str | None:
    return None if version_ is None or place is None else element_uid(version_, place.id)


def _json(value: object) -> JSON | None:
    return None if value is None else JSON(value)
