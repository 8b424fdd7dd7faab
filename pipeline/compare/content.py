"""What an element says, its place and its ids aside: the labels that make elements of two models alike."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pipeline.compare.defaults import stated
from pipeline.ir.digest import canonical
from pipeline.ir.workflow import Element

_TAG = re.compile(r"<[^<>]*>")
_SPOKEN = {
    "textAnnotation",
    "conditionExpression",
    "documentation",
    "condition",
    "timeDuration",
    "timeDate",
    "timeCycle",
}


def wording(element: Element) -> str:
    """Its name; of an element that is nothing but a text, the text."""
    if element.name or element.kind not in _SPOKEN:
        return element.name
    return _TAG.sub("", element.folded).strip()


@lru_cache(maxsize=50_000)
def normalised(text: str) -> str:
    """A name as one hears it: no matter its case, its blanks and its punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


def plain(element: Element) -> tuple[str, str]:
    """Kind and name."""
    return element.kind, normalised(wording(element))


def behaviour(element: Element) -> str:
    """What it does, ids left out; empty where it says nothing of its own."""
    said: dict[str, Any] = {
        "events": [event.model_dump(exclude={"ref"}, exclude_none=True) for event in element.events],
        "condition": element.condition and element.condition.model_dump(),
        "script": element.script and element.script.model_dump(),
        "loop": element.loop and element.loop.model_dump(exclude={"collection"}),
        "interrupting": None if element.interrupting else False,
        "event_sub_process": element.event_sub_process or None,
        "attributes": own_attributes(element),
        "documentation": element.documentation,
        "elsewhere": sorted(_elsewhere(element)),
    }
    said = {name: value for name, value in said.items() if value not in (None, "", [], {})}
    return canonical(said) if said else ""


def full(element: Element) -> tuple[str, str, str, str]:
    """All of it that does not depend on ids."""
    extensions = [(uri, extension.model_dump()) for uri, extension in sorted(element.extensions.items())]
    return element.kind, wording(element), behaviour(element), canonical(extensions) if extensions else ""


def own_attributes(element: Element) -> dict[str, str]:
    """Its attributes but for those that mention something by its id, and defaults that are written out."""
    roles = {reference.role for reference in element.references}
    return stated(element.kind, {key: value for key, value in element.attributes.items() if key not in roles})


def _elsewhere(element: Element) -> Iterator[list[str]]:
    """What it mentions that is not in the document; no other id there changes its meaning with it."""
    for reference in element.references:
        if reference.element is None:
            yield [reference.role, reference.namespace or "", reference.target]
