"""Tell links about ArchiMate: business processes, applications, data objects, and properties that name others."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.formats.archimate.identity import COUNTED, IDENTITY
from pipeline.formats.archimate.model import ArchimateElement, ArchimateModel
from pipeline.formats.shared.mentions import linked, stated
from pipeline.ir.architecture import ELEMENTS
from pipeline.ir.linking import End, Key, Linking, Space

_NOTATIONS: Final = frozenset({"bpmn"})
_ROLES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("BusinessProcess", "BusinessFunction", "BusinessInteraction"), "business-process"),
    **dict.fromkeys(
        ("ApplicationComponent", "ApplicationService", "ApplicationFunction", "ApplicationInterface"), "application"
    ),
    "DataObject": "data-object",
}
"""Types of element that are found by their names and ids."""
_PROPERTIES: Final[Mapping[str, str]] = {
    "bpmn:process": "business-process",
    **dict.fromkeys(
        ("bpmn:task", "bpmn:topic", "bpmn:jobtype", "bpmn:class", "bpmn:operation", "bpmn:implementation"),
        "application",
    ),
    **dict.fromkeys(("topic", "jobtype", "class", "operation", "implementation"), "application"),
    **dict.fromkeys(("bpmn:data", "bpmn:dataobject", "bpmn:message"), "data-object"),
}
"""Properties by which an element of any type names its counterpart, and the role in which it then takes part.
Case, blanks, hyphens and underscores in the keys do not matter."""


def _ends(model: ArchimateModel) -> Iterator[End]:
    for element in model.elements:
        if element.kind in ELEMENTS:
            keys: dict[str, list[Key]] = {}
            for role, key in _keys(element):
                keys.setdefault(role, []).append(key)
            for role, found in keys.items():
                yield End(element, role, tuple(found))


def _keys(element: ArchimateElement) -> Iterator[tuple[str, Key]]:
    own = _ROLES.get(element.kind)
    if own is not None:
        if element.source_id:
            yield own, Key(Space.ID, element.source_id, "id", certain=not COUNTED.fullmatch(element.source_id))
        if not IDENTITY.says_nothing(element.name):
            yield own, Key(Space.NAME, element.name, "name")
        for target in linked(element.documentation, _NOTATIONS):
            yield own, Key(Space.ID, target, "link in the documentation", own=False)
    for each in element.properties:
        plain = each.key.strip().casefold().translate({ord(char): None for char in " -_"})
        if (role := _PROPERTIES.get(plain)) is not None:
            for value in each.values:
                if named := stated(value.text):
                    yield role, Key(Space.ID, named, f"property {each.key.strip()}", own=False)


LINKING: Final = Linking[ArchimateModel](ends=_ends)
