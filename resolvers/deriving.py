"""Answer derivedRelationships: derive from the document of a version, which is read again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.records import address, element_uid
from pipeline.ir import deriving as ir
from pipeline.operations.derive import derive
from resolvers import cursors
from resolvers.context import Info, RequestContext
from resolvers.diff import document, version
from resolvers.errors import Refused, checked
from resolvers.pages import connection
from schema.connection import Connection
from schema.deriving import Certainty, DerivedRelationship, DerivedRelationships
from schema.reach import KindCount

_MOST_KINDS: Final = 100


async def derived(
    info: Info,
    of: str,
    certainty: Certainty,
    ends: tuple[str | None, str | None],
    kinds: Sequence[str] | None,
    as_of: str | None,
) -> DerivedRelationships:
    """Derive the relationships of a version; of a model, the current one. Raises Refused."""
    context = info.context
    if kinds is not None and len(kinds) > _MOST_KINDS:
        raise Refused("TOO_MANY", f"kinds are at most {_MOST_KINDS}.")
    stored = await version(context, of, as_of)
    asked = ir.Asked(
        certainty=ir.Certainty(str(certainty.value)),
        source=_element(ends[0]),
        target=_element(ends[1]),
        kinds=frozenset(map(checked, kinds or ())),
    )
    found = await derive(context.principal.tenant, await document(context, stored), asked, workshop=context.workshop)
    if found.derivation is None:
        raise Refused(found.problems[0].code, found.problems[0].message)
    counts = Counter(each.kind for each in found.derivation.derived)
    return DerivedRelationships(
        version=stored,
        complete=found.derivation.complete,
        counts_by_kind=[KindCount(kind=kind, count=counts[kind]) for kind in sorted(counts)],
        answered=Pages(context, found.derivation.derived, stored.id, _key(found.digest, asked)),
    )


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of derived relationships. Elements are read when they are asked for."""

    context: RequestContext
    derived: Sequence[ir.Derived]
    version: str
    key: str
    """The document and the question; a cursor of another one does not fit this one."""

    def page(self, first: int | None, after: str | None) -> Connection[DerivedRelationship]:
        """Return a page. Raises Refused."""
        first = cursors.page_size(first)
        begin = self._place(after)
        page = self.derived[begin : begin + first]
        self.context.unit.count(len(page))
        items = [
            (cursors.encode("derived", self.key, place), self._shown(each))
            for place, each in enumerate(page, begin + 1)
        ]
        return connection(len(self.derived), items, begin + first < len(self.derived), after)

    def _place(self, after: str | None) -> int:
        if after is None:
            return 0
        key, place = cursors.decode(after, "derived", str, int)
        if key != self.key or place < 0:
            raise Refused("BAD_CURSOR", "after is a cursor of another answer.")
        return int(place)

    def _shown(self, each: ir.Derived) -> DerivedRelationship:
        return DerivedRelationship(
            kind=each.kind,
            certainty=Certainty(each.certainty.value),
            rules=list(each.rules),
            source_uid=element_uid(self.version, each.source),
            target_uid=element_uid(self.version, each.target),
            chain_uids=[element_uid(self.version, link) for link in each.chain],
        )


def _element(named: str | None) -> str | None:
    """Return the id of an element in its document, also where its model is named with it."""
    if named is None:
        return None
    parts = address(checked(named)) if "#" in named else None
    return named if parts is None or parts.element is None else parts.element


def _key(digest: str, asked: ir.Asked) -> str:
    ends = asked.source or "", asked.target or ""
    return " ".join((digest, asked.certainty, *ends, *sorted(asked.kinds)))[:2_000]
