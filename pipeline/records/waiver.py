"""Write a waiver as a vertex, tied to the anchor of a rule and an element, so that it holds in every version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.records import Batch, Edge, EndOfVertex, Vertex, actor_uid, anchor_uid, waiver_uid
from pipeline.ir.digest import digest_of
from pipeline.ir.document import Actor
from pipeline.ir.finding import Waiver
from pipeline.ir.waiving import Standing
from pipeline.records.shared import actor_vertex, evidence, present

_NOTATION = "ameide"


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a waiver: what a rule finds in a model or on one of its elements, in whichever version."""

    rule: str
    model: str
    element: str | None = None

    @property
    def anchor(self) -> Vertex:
        """Return the anchor of the waiver."""
        target = self.model if self.element is None else f"{self.model}#{self.element}"
        properties = {"notation": _NOTATION, "type": self.rule, "target": target, "scope": ""}
        return Vertex("Anchor", anchor_uid(_NOTATION, self.rule, target), properties)


def waiver_batch(subject: Subject, reason: str, until: date | None, actor: Actor, now: str) -> Batch:
    uid = waiver_uid(digest_of([subject.rule, subject.model, subject.element, actor.issuer, actor.subject, now])[:16])
    properties = present(
        {
            "rule": subject.rule,
            "model": subject.model,
            "element": subject.element,
            "reason": reason,
            "actor": actor.subject,
            "expires": None if until is None else until.isoformat(),
        }
    )
    anchor = subject.anchor
    edges = (
        Edge("WAIVES", uid, anchor.uid, evidence(f"rule {subject.rule}")),
        Edge("BY", uid, actor_uid(actor.issuer, actor.subject), evidence("waiver")),
    )
    return Batch((Vertex("Waiver", uid, properties), anchor, actor_vertex(actor)), edges)


def withdrawal(waiver: str, actor: Actor) -> Batch:
    """End a waiver, and record who ended it."""
    by = Edge("BY", waiver, actor_uid(actor.issuer, actor.subject), evidence("withdrawal"))
    return Batch((actor_vertex(actor),), (by,), (EndOfVertex(waiver),))


def standing(row: Mapping[str, Any]) -> Standing:
    """Read a Waiver vertex."""
    expires = row.get("expires")
    waiver = Waiver(
        rule=row["rule"],
        element=row.get("element"),
        reason=row["reason"],
        by=row["actor"],
        until=None if expires is None else date.fromisoformat(expires),
    )
    return Standing(uid=row["uid"], waiver=waiver)
