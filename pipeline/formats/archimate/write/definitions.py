"""Give every property a definition: the one that it has, or one that is made of its key."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.formats.archimate.model import ArchimateElement, ArchimateModel
from pipeline.formats.archimate.write.markup import Names
from pipeline.ir.architecture import Property

_TYPES: Final = frozenset({"string", "boolean", "currency", "date", "time", "number"})


class Definitions:
    """The definitions that a document has, and those that are made for it."""

    def __init__(self, model: ArchimateModel, ids: Mapping[str, str], names: Names) -> None:
        self._ids = ids
        self._names = names
        self.stated = model.of_kind("propertyDefinition")
        self._known = {each.id for each in self.stated}
        self.extra: dict[str, str] = {}
        """Identifiers of those that were made, by key."""

    def of(self, element: ArchimateElement) -> Iterator[tuple[str, Property]]:
        """Yield the properties of an element with the identifiers of their definitions."""
        mentions = [each for each in element.references if each.role == "propertyDefinitionRef"]
        paired = mentions if len(mentions) == len(element.properties) else [None] * len(element.properties)
        for each, mention in zip(element.properties, paired, strict=True):
            known = mention is not None and mention.element in self._known
            yield (self._ids[mention.element or ""] if mention and known else self.made(each.key)), each

    def made(self, key: str) -> str:
        """Return the identifier of the definition that is made of a key."""
        if key not in self.extra:
            self.extra[key] = self._names.take(f"propid-{len(self.extra) + 1}")
        return self.extra[key]


def type_of(definition: ArchimateElement) -> str:
    """Return the data type of a definition; every one must state one."""
    said = definition.attributes.get("type", "")
    return said if said in _TYPES else "string"
