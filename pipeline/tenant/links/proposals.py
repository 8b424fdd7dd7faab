"""Decide which elements with a common key are linked, and how surely."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.ir.likeness import ENOUGH, likeness, plain
from pipeline.ir.linking import How, Linked, Matcher, Space, Status
from pipeline.ir.naming import quoted, spoken
from pipeline.records.links import model_of, parts

MOST: Final = 10
"""Elements that may share a name. A name of more says too little to propose links by it."""
MOST_DEPENDENTS: Final = 200
"""Elements that may share an id, or the name of the one thing that they all depend on."""
_ID, _NAME, _DOUBTFUL_NAME, _ALIKE = 1.0, 0.95, 0.7, 0.9
_ORDER: Final = tuple(How)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element with a key."""

    element: str
    """Uid, with its version."""
    kind: str
    name: str
    text: str
    """The name or id that the key was made from."""
    said: str
    mention: str
    """The words by which it names its counterpart; empty if the key is only its own."""
    own: bool
    certain: bool
    explicit: bool
    """True if its document names a counterpart for it: names are then only proposals."""

    @property
    def at(self) -> str:
        """Return the element without its version."""
        return parts(self.element)

    @property
    def called(self) -> str:
        """Return kind and name for evidence."""
        return f"{spoken(self.kind)} {quoted(self.name.strip() or self.element.partition('#')[2])}"


def candidate(row: Mapping[str, Any]) -> Candidate:
    """Read a row of `link.candidates`."""
    return Candidate(
        element=row["element"],
        kind=row["kind"] or "",
        name=row["name"] or "",
        text=row["text"] or "",
        said=row["said"] or "",
        mention=row["mention"] or "",
        own=bool(row["own"]),
        certain=bool(row["certain"]),
        explicit=bool(row["explicit"]),
    )


def proposed(
    matcher: Matcher, space: Space, dependents: Sequence[Candidate], dependencies: Sequence[Candidate]
) -> Iterator[Linked]:
    """Yield the links between elements that share a key; none between elements of one model."""
    for one in dependents:
        for other in dependencies:
            if model_of(one.at) == model_of(other.at):
                continue
            if space is Space.ID:
                found = _by_id(matcher, one, other)
            elif space is Space.NAME:
                found = _by_name(matcher, one, other, _doubts(matcher, one, dependents, dependencies))
            else:
                found = _by_likeness(matcher, one, other)
            if found is not None:
                yield found


def united(links: Iterable[Linked]) -> dict[tuple[str, str, str], Linked]:
    """Join what was found about the same pair by several keys: the surest counts, all are evidence."""
    found: dict[tuple[str, str, str], Linked] = {}
    for link in sorted(links, key=lambda each: (-_ORDER.index(each.how), -each.confidence, each.evidence)):
        known = found.setdefault(link.pair, link)
        # what the same name is like says nothing more
        if known is not link and link.how is not How.SIMILAR and not set(link.evidence) <= set(known.evidence):
            found[link.pair] = known.model_copy(update={"evidence": (*known.evidence, *link.evidence)})
    return found


def _by_id(matcher: Matcher, one: Candidate, other: Candidate) -> Linked | None:
    stated = one.mention if other.own else ""
    stated = stated or (other.mention if one.own else "")
    if stated:
        namer, named = (one, other) if one.mention and other.own else (other, one)
        said = f"The {stated} of {namer.called} names {quoted(namer.text)}, the {named.said} of {named.called}."
        return _link(matcher, one, other, Status.ACCEPTED, How.ID, _ID, said)
    if one.own and other.own and one.certain and other.certain:
        said = f"{one.called} and {other.called} have the same {_both(one.said, other.said)}, {quoted(one.text)}."
        return _link(matcher, one, other, Status.ACCEPTED, How.ID, _ID, said)
    return None


def _by_name(matcher: Matcher, one: Candidate, other: Candidate, doubts: str) -> Linked:
    said = f"{one.called} and {other.called} have the same {_both(one.said, other.said)}, {quoted(one.text)}"
    if doubts:
        return _link(matcher, one, other, Status.PROPOSED, How.NAME, _DOUBTFUL_NAME, f"{said}, but {doubts}.")
    return _link(matcher, one, other, Status.ACCEPTED, How.NAME, _NAME, f"{said}; no others have it.")


def _doubts(
    matcher: Matcher, one: Candidate, dependents: Sequence[Candidate], dependencies: Sequence[Candidate]
) -> str:
    """Return the reason why a common name is not enough; empty if it is."""
    if one.explicit:
        return "the document names another counterpart for the first"
    if len(dependencies) > 1:
        return f"{len(dependencies)} elements that could be meant have this name"
    if matcher.single and len(dependents) > 1:
        return f"{len(dependents)} elements that could mean it have this name"
    if matcher.single and dependencies[0].explicit:
        return "the document names another counterpart for the second"
    return ""


def _by_likeness(matcher: Matcher, one: Candidate, other: Candidate) -> Linked | None:
    if plain(one.text) == plain(other.text):
        return None
    alike = likeness(one.text, other.text)
    if alike < ENOUGH:
        return None
    said = f"The names {quoted(one.text)} and {quoted(other.text)} are {alike} % alike."
    return _link(matcher, one, other, Status.PROPOSED, How.SIMILAR, round(alike / 100 * _ALIKE, 2), said)


def _both(one: str, other: str) -> str:
    return one if one == other else f"{one} and {other}"


def _link(
    matcher: Matcher, one: Candidate, other: Candidate, status: Status, how: How, confidence: float, said: str
) -> Linked:
    return Linked(
        kind=matcher.name,
        dependent=one.at,
        dependency=other.at,
        status=status,
        how=how,
        confidence=confidence,
        evidence=(said[:1].upper() + said[1:],),
    )
