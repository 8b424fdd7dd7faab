"""Compare two documents and find what others could notice of the change. Pure; nothing is stored."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

import orjson
from opentelemetry import trace

from pipeline.compare import compare, render
from pipeline.formats import FORMATS
from pipeline.ir.change import Compared, Drafts, Foretold, Rehearsed
from pipeline.ir.comparison import Comparison
from pipeline.ir.crossing import Parts
from pipeline.ir.difference import Change, Difference, ElementDifference
from pipeline.ir.document import Document, Problem
from pipeline.ir.finding import Finding
from pipeline.ir.model import Model
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.ir.workshop import HERE, Workshop, named
from pipeline.operations.check import check
from pipeline.operations.examined import Examined, examined
from pipeline.records.anchors import offered, qualified

RENDERERS: Final[Mapping[str, Callable[[Difference, int | None], str]]] = {
    "text": render.text,
    "markdown": render.markdown,
    "json": lambda difference, _: orjson.dumps(render.data(difference)).decode(),
}
"""Renderers of a difference. The number is the most elements to show; the one for programs shows all."""

_Found = TypeVar("_Found", Finding, Foretold)
_tracer = trace.get_tracer("ameide.pipeline")


@dataclass(frozen=True, slots=True)
class Differing:
    """Two documents that were compared, as far as the event loop needs to know them."""

    digests: tuple[str, str]
    after: Examined | None
    compared: Compared | None
    problems: tuple[Problem, ...] = ()
    """Problems that prevent the comparison."""


async def diff(
    tenant: str, before: Document, after: Document, ruleset: RuleSet = DEFAULT, *, workshop: Workshop = HERE
) -> Differing:
    """Compare two documents in a workshop: the event loop never waits for it. Raises NotDone."""
    about = f"the comparison of {named(before)} and {named(after)}"
    made, entries = await workshop.run(tenant, _differing, before, after, ruleset, about=about)
    if made.compared is None:
        return made
    difference = made.compared.difference.model_copy(update={"entries": await entries.whole()})
    return replace(made, compared=made.compared.model_copy(update={"difference": difference}))


def _differing(before: Document, after: Document, ruleset: RuleSet) -> tuple[Differing, Parts[ElementDifference]]:
    """Compare, and take the entries apart, which may be many."""
    drafts = compare_drafts(before, after, ruleset)
    digests = drafts.before.document.digest, drafts.after.document.digest
    if drafts.compared is None or drafts.after.model is None:
        return Differing(digests, None, None, (*drafts.before.problems, *drafts.after.problems)), Parts(())
    entries = Parts(drafts.compared.difference.entries)
    bare = drafts.compared.difference.model_copy(update={"entries": ()})
    compared = drafts.compared.model_copy(update={"difference": bare})
    return Differing(digests, examined(drafts.after, drafts.after.model), compared), entries


def compare_drafts(before: Document, after: Document, ruleset: RuleSet = DEFAULT) -> Drafts:
    """Parse, validate and compare two documents. As slow as they are large."""
    checked = check(before, ruleset), check(after, ruleset)
    if checked[0].model is None or checked[1].model is None:
        return Drafts(before=checked[0], after=checked[1])
    with _tracer.start_as_current_span("pipeline.compare"):
        difference = compare(checked[0].model, checked[1].model, _comparison(checked[0].model, checked[1].model))
    compared = Compared(
        difference=difference,
        touched=tuple(touched(difference, checked[1].model)),
        answered=tuple(sorted(_answered(checked[0].model, checked[1].model))),
        appearing=_only(checked[1].findings, checked[0].findings, {new: old for old, new in difference.pairs.items()}),
        vanishing=_only(checked[0].findings, checked[1].findings, difference.pairs),
    )
    return Drafts(before=checked[0], after=checked[1], compared=compared)


def _comparison(before: Model, after: Model) -> Comparison[Any]:
    """Return what their format tells to compare; two formats have in common what every format has."""
    return FORMATS[after.format].comparison if before.format == after.format else Comparison()


def touched(difference: Difference, after: Model) -> Iterator[str]:
    """Return the elements of the first model that the difference affects, each once.

    These are the elements that changed or were removed, and the containers of added or moved ones. A changed id counts,
    because others refer to elements by their ids; a changed drawing does not.
    """
    came_from = {new: old for old, new in difference.pairs.items()}
    parents = {element.id: element.parent for element in after.elements}
    found: dict[str, None] = {}
    for entry in difference.entries:
        if entry.changes == (Change.LAYOUT,):
            continue
        if entry.before is not None:
            found[entry.before.id] = None
        if entry.after is not None and {Change.ADDED, Change.MOVED} & set(entry.changes):
            found.update(dict.fromkeys(_nearest(parents.get(entry.after.id), parents, came_from)))
    yield from found


def lasting(rehearsed: Rehearsed, model: str, pairs: Mapping[str, str]) -> Rehearsed:
    """Leave out findings that only reopen.

    Every finding of a model reopens in its next version, on the paired element.
    """
    partners = {new: old for old, new in pairs.items()}

    def before(each: Foretold) -> tuple[str, ...]:
        return each.model, each.finding.rule, each.finding.element or ""

    def after(each: Foretold) -> tuple[str, ...]:
        return each.model, each.finding.rule, _partner(each.finding, partners if each.model == model else None)

    opening, closing = rehearsed.opening, rehearsed.closing
    return Rehearsed(
        opening=_without(opening, after, Counter(map(before, closing))),
        closing=_without(closing, before, Counter(map(after, opening))),
    )


def _partner(finding: Finding, partners: Mapping[str, str] | None) -> str:
    """Return the id of the finding's element in the other document, or its own if it has no partner there."""
    element = finding.element or ""
    return element if partners is None or not element else partners.get(element, f" {element}")


def _without(
    these: Iterable[_Found], key: Callable[[_Found], tuple[str, ...]], those: Counter[tuple[str, ...]]
) -> tuple[_Found, ...]:
    left = []
    for each in these:
        if those[key(each)] > 0:
            those[key(each)] -= 1
        else:
            left.append(each)
    return tuple(left)


def _answered(before: Model, after: Model) -> set[str]:
    """Return the anchors that begin to resolve, and those that stop because the document's namespace changed."""
    sides = [(model, FORMATS[model.format].meetings) for model in (before, after)]
    bare = [{anchor.uid for anchor, _ in offered(*side)} for side in sides]
    named = [{anchor.uid for anchor, _ in qualified(*side)} for side in sides]
    return (bare[1] - bare[0]) | (named[0] ^ named[1])


def _nearest(inside: str | None, parents: Mapping[str, str | None], came_from: Mapping[str, str]) -> Iterator[str]:
    """Yield the innermost enclosing element that the old document had."""
    while inside is not None:
        if inside in came_from:
            yield came_from[inside]
            return
        inside = parents.get(inside)


def _only(these: Iterable[Finding], those: Iterable[Finding], partners: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the findings without a counterpart among the others, compared by rule and paired element."""

    def key(finding: Finding) -> tuple[str, ...]:
        return finding.rule, _partner(finding, partners)

    return _without(these, key, Counter((finding.rule, finding.element or "") for finding in those))
