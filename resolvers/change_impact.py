"""Answer changeImpact: a difference, and everything downstream of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import strawberry

from graph import errors
from graph.records import address, element_uid, version_uid
from graph.store import Budget, Direction, Reach, ReachQuery
from pipeline.ir.change import Compared, Foretold, Rehearsed
from pipeline.ir.document import Document
from pipeline.ir.workshop import NotDone
from pipeline.operations import diff as change
from pipeline.operations import rehearse as rehearsal
from pipeline.operations.examined import Incoming
from resolvers import cursors
from resolvers.addresses import versions_in_use
from resolvers.configured import ruleset
from resolvers.context import Info, RequestContext
from resolvers.diff import document, read, shown, version
from resolvers.errors import Refused
from resolvers.importing import document as received
from resolvers.lookahead import alone
from resolvers.not_followed import not_followed
from resolvers.pages import connection, page_info
from resolvers.reach import Question
from schema.anchor import Anchor
from schema.build import Build
from schema.change_impact import ChangeImpact, DraftFinding, DraftInput
from schema.connection import Connection
from schema.element import Element
from schema.finding import Severity
from schema.importing import ImportModelInput
from schema.model import Model
from schema.node import Node
from schema.not_followed import NotFollowed
from schema.problem import Problem
from schema.reach import ReachConnection, Truncation
from schema.scalars import DateTime
from schema.version import Version

ROOTS: Final = frozenset({"definitions"})
"""Kinds of root: every element is part of its version's only one (docs/graph.md), so these say which were reached."""
_PATIENCE: Final = 20.0  # seconds that a rehearsal may take, for others wait meanwhile who want to write
_BUDGET: Final = Budget()


async def change_impact(
    info: Info, from_: str, to: str | None, draft: DraftInput | None, as_of: str | None
) -> ChangeImpact:
    """Answer for a change to another version, or to a document that is not imported. Raises Refused."""
    context = info.context
    if (to is None) == (draft is None):
        raise Refused("TO_OR_DRAFT", "Say to or draft, one of them.")
    before = await version(context, from_, as_of)
    after = None if to is None else await version(context, to, as_of)
    wanted = _draft(context, draft) if draft is not None or after is None else await document(context, after)
    documents, rules = (await document(context, before), wanted), await ruleset(context.unit)
    made = await change.diff(context.principal.tenant, *documents, rules, workshop=context.workshop)
    compared = read(made)
    together = None
    if made.after is not None:
        incoming = Incoming(wanted, made.after, context.principal.tenant, context.actor, context.workshop)
        together = await _together(info, before, incoming, compared, as_of)
    findings = Findings.of(before.model_uid, compared, together or Rehearsed())
    starts = await _starts(context, from_, before, compared, as_of)
    touched = Touched(context, before.model_uid, starts, findings, as_of)
    found = await touched.whole()
    return ChangeImpact(
        diff=shown(context, before, after, made),
        no_impact=found.complete and together is not None and not await touched.anything(found),
        complete=found.complete,
        truncated_by=None if found.truncated_by is None else Truncation(found.truncated_by.value),
        truncated_at_depth=found.truncated_at_depth,
        as_of=DateTime(found.as_of),
        start_ids=[strawberry.ID(each) for each in starts],
        findings_together=together is not None,
        touched=touched,
    )


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings that would appear, and those that would vanish."""

    appearing: tuple[Foretold, ...]
    vanishing: tuple[Foretold, ...]

    @classmethod
    def of(cls, model: str, compared: Compared, together: Rehearsed) -> "Findings":
        """Collect findings about the document, then those about several models."""
        lasting = change.lasting(together, model, compared.difference.pairs)
        appearing, vanishing = (
            tuple(Foretold(model=model, finding=each) for each in found)
            for found in (compared.appearing, compared.vanishing)
        )
        return cls((*appearing, *lasting.opening), (*vanishing, *lasting.closing))


@dataclass(slots=True)
class Touched:
    """The reach of the changed elements against the edges; empty where none changed."""

    context: RequestContext
    model: str
    starts: tuple[str, ...]
    found: Findings
    as_of: str | None

    async def whole(self) -> Reach:
        """Return the whole reach, counted."""
        if not self.starts:
            now = await self.context.unit.now()
            return Reach(True, None, None, min(now, self.as_of or now), 0, {}, {}, {}, None, (), False)
        return await self.context.unit.reach(self._query(first=1))

    async def anything(self, found: Reach) -> bool:
        """Return true if others could notice the change."""
        findings = self.found.appearing or self.found.vanishing
        made = found.by_label.get("Artefact") or found.by_label.get("Region")
        return bool(findings or made or await self._models())

    async def reached(self, label: str, first: int | None, after: str | None) -> ReachConnection:
        """Return a page of vertices with this label, nearest first."""
        first = cursors.page_size(first)
        if not self.starts:
            return ReachConnection(total_count=0, page_info=page_info([], False, after), edges=[])
        question = Question(self.context, self._query(labels=frozenset({label})), (first, after))
        return await question.vertices(first, after)

    async def builds(self, first: int | None, after: str | None) -> Connection[Build]:
        """Return a page of the builds that made a file that was reached; every region is part of one."""
        files = await self._every(labels=frozenset({"Artefact"}))
        return await self._nodes("touched-builds", {row["build"] for row in files}, first, after)

    async def models(self, first: int | None, after: str | None) -> Connection[Model]:
        """Return a page of the models with an element that was reached."""
        return await self._nodes("touched-models", await self._models(), first, after)

    async def not_followed(self) -> list[NotFollowed]:
        """Return what lies within reach and was not followed."""
        if not self.starts:
            return []
        found = await self.context.unit.reach(self._query(first=1, groups=True))
        return await not_followed(self.context.unit, Direction.IMPACT, frozenset(), found.groups, found.as_of)

    def findings(self, *, appearing: bool, first: int | None, after: str | None) -> Connection[DraftFinding]:
        """Return a page of findings in the order of the document."""
        found = self.found.appearing if appearing else self.found.vanishing
        name = "appearing" if appearing else "vanishing"
        places = range(len(found))
        page, more = _page(places, first, cursors.decode(after, name, int)[0] if after else -1)
        self.context.unit.count(len(page))
        items = [(cursors.encode(name, place), _finding(found[place])) for place in page]
        return connection(len(found), items, more, after)

    async def _models(self) -> set[str]:
        roots = await self._every(labels=frozenset({"Element"}), kinds=ROOTS)
        return {row["version"].rpartition("@")[0] for row in roots} - {self.model}

    async def _every(self, **shown_: frozenset[str]) -> list[Any]:
        if not self.starts:
            return []
        found = await self.context.unit.reach(self._query(first=_BUDGET.vertices, **shown_))
        return [reached.vertex for reached in found.page]

    async def _nodes(self, kind: str, uids: set[str], first: int | None, after: str | None) -> Connection[Any]:
        page, more = _page(sorted(uids), first, cursors.decode(after, kind, str)[0] if after else "")
        self.context.unit.count(len(page))
        found = await self.context.loaders.nodes(page)
        return connection(len(uids), [(cursors.encode(kind, each.id), each) for each in found], more, after)

    def _query(self, **more: Any) -> ReachQuery:
        return ReachQuery(
            start=self.starts, direction=Direction.IMPACT, as_of=self.as_of, budget=_BUDGET, current=True, **more
        )


async def _together(
    info: Info, before: Version, incoming: Incoming, compared: Compared, as_of: str | None
) -> Rehearsed | None:
    """Rehearse the import for findings about several models; return None where they cannot be known."""
    context = info.context
    if not compared.touched and not compared.answered:
        return Rehearsed()
    if as_of is not None or not alone(info):
        return None
    # Or many who ask at once would each hold a connection and wait for a second. What is asked beside it holds one.
    await context.renew()
    try:
        async with asyncio.timeout(_PATIENCE):
            return await rehearsal.rehearse(incoming, context.graphs, before.id)
    except (TimeoutError, errors.DeadlineExceeded, errors.TenantMoving, errors.StoreUnreachable, NotDone):
        return None


async def _starts(
    context: RequestContext, named: str, before: Version, compared: Compared, as_of: str | None
) -> tuple[str, ...]:
    """Return the affected elements in every version that is current or in use, and newly answered anchors that others
    mention.
    """
    parts = address(named)
    numbers = [before.number]
    if parts is not None and parts.number is None:
        numbers += [each for each in await versions_in_use(context, before.model_uid, as_of) if each != before.number]
    own, *others = (
        [element_uid(version_uid(before.model_uid, number), id_) for id_ in compared.touched] for number in numbers
    )
    found = [node.id for node in await context.loaders.nodes(own)]
    if len(found) < len(own):
        message = f"{before.id} was read by {before.parser}, and is read otherwise now; import it again."
        raise Refused("IMPORT_AGAIN", message)
    more = await context.loaders.nodes([*(uid for uids in others for uid in uids), *compared.answered])
    return (*found, *(node.id for node in more if _known(node, as_of)))


def _known(node: Node, as_of: str | None) -> bool:
    return isinstance(node, Element | Anchor) and (as_of is None or node.recorded_at <= as_of)


def _draft(context: RequestContext, draft: DraftInput | None) -> Document:
    given = draft or DraftInput()
    taken = ImportModelInput(format=given.format, content=given.content, content_base64=given.content_base64)
    found = received(taken, context.max_document_bytes)
    if isinstance(found, Problem):
        raise Refused(found.code, found.message)
    return found


def _finding(foretold: Foretold) -> DraftFinding:
    finding = foretold.finding
    return DraftFinding(
        model=strawberry.ID(foretold.model),
        rule=finding.rule,
        severity=Severity(finding.severity.value),
        message=finding.message,
        element=finding.element,
        line=finding.line,
    )


def _page(keys: Sequence[Any], first: int | None, after: Any) -> tuple[list[Any], bool]:
    """Return the first keys after one, and whether there are more."""
    size = cursors.page_size(first)
    left = [key for key in keys if key > after]
    return left[:size], len(left) > size
