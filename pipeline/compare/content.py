"""Label elements by their content, without place and ids: elements with equal labels look alike."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pipeline.ir.comparison import Comparison
from pipeline.ir.digest import canonical
from pipeline.ir.model import Element


@lru_cache(maxsize=50_000)
def normalised(text: str) -> str:
    """Return a name as one hears it, without case, blanks and punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


class Content:
    """A reader of elements of one notation."""

    def __init__(self, comparison: Comparison[Any]) -> None:
        self.wording = comparison.wording
        self._comparison = comparison

    def plain(self, element: Element) -> tuple[str, str]:
        """Return kind and name."""
        return element.kind, normalised(self.wording(element))

    def behaviour(self, element: Element) -> str:
        """Return what an element does, without ids; empty where it states nothing of its own."""
        said: dict[str, Any] = {
            **self._comparison.behaviour(element),
            "attributes": self._attributes(element),
            "documentation": element.documentation,
            "elsewhere": sorted(_elsewhere(element)),
        }
        said = {name: value for name, value in said.items() if value not in (None, "", [], {})}
        return canonical(said) if said else ""

    def full(self, element: Element) -> tuple[str, str, str, str]:
        """Return the whole content that does not depend on ids."""
        extensions = [(uri, extension.model_dump()) for uri, extension in sorted(element.extensions.items())]
        said = canonical(extensions) if extensions else ""
        return element.kind, self.wording(element), self.behaviour(element), said

    def _attributes(self, element: Element) -> dict[str, str]:
        """Return the attributes without ids of other elements, and without defaults that are written out."""
        roles = {reference.role for reference in element.references}
        own = {key: value for key, value in element.attributes.items() if key not in roles}
        return dict(self._comparison.stated(element.kind, own))


def _elsewhere(element: Element) -> Iterator[list[str]]:
    """Yield the references out of the document; only there does another id change the meaning."""
    for reference in element.references:
        if reference.element is None:
            other = [reference.notation] if reference.notation else []
            yield [reference.role, reference.namespace or "", reference.target, *other]
