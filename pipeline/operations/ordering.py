"""Order documents so that each comes after those that it refers to."""

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.formats import FORMATS, parse
from pipeline.ir.document import Document
from pipeline.ir.model import Model
from pipeline.records.anchors import offered, unqualified
from pipeline.records.mentions import mentions
from pipeline.records.scope import Scope

_SCOPE: Final = Scope("model@1", "model")


def ordered(documents: Sequence[Document]) -> list[int]:
    """Return the numbers of documents, those first that others depend on; otherwise in the order given.

    Documents that depend on each other come in the order in which they are reached. Every document is read for this.
    """
    offers: dict[str, int] = {}
    needs: list[list[str]] = []
    for number, document in enumerate(documents):
        model = parse(document).model
        needs.append([])
        if model is not None:
            for anchor in _offers(model):
                offers.setdefault(anchor, number)
            needs[-1] = [*dict.fromkeys(_needs(model))]
    return _sorted([[offers[anchor] for anchor in each if anchor in offers] for each in needs])


def _offers(model: Model) -> Iterator[str]:
    meetings = FORMATS[model.format].meetings
    for anchor, _ in offered(model, meetings):
        yield anchor.uid
    for exchange in meetings.exchanges(model):
        if exchange.offers and not exchange.inside:
            yield f"{exchange.type}:{exchange.target}"


def _needs(model: Model) -> Iterator[str]:
    meetings = FORMATS[model.format].meetings
    for mention in mentions(model, _SCOPE, meetings):
        if mention.beyond:
            yield unqualified(mention.anchor.properties) if mention.reference.namespace else mention.anchor.uid
    for exchange in meetings.exchanges(model):
        if not exchange.offers and not exchange.inside:
            yield f"{exchange.type}:{exchange.target}"


def _sorted(needs: Sequence[Sequence[int]]) -> list[int]:
    """Return the numbers in post-order: a number comes after those that it needs, save in a cycle."""
    done: dict[int, None] = {}
    begun: set[int] = set()
    for first in range(len(needs)):
        waiting = [(first, False)]
        while waiting:
            number, needed = waiting.pop()
            if needed:
                done[number] = None
            elif number not in begun:
                begun.add(number)
                waiting.append((number, True))
                waiting += ((other, False) for other in reversed(needs[number]))
    return [*done]
