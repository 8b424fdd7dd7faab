"""Tell compare about ArchiMate: kinds that become each other, drawings, and what is only spelled out."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import JsonValue

from pipeline.formats.archimate.model import ArchimateElement, ArchimateModel
from pipeline.ir.architecture import JUNCTIONS, LAYERS, RELATIONSHIPS, Text
from pipeline.ir.comparison import Comparison, Meaning
from pipeline.ir.digest import canonical

_FAMILIES: Final = {
    **{kind: layer for layer, kinds in LAYERS.items() for kind in kinds},
    **dict.fromkeys(JUNCTIONS, "junction"),
    **dict.fromkeys(RELATIONSHIPS, "relationship"),
}
_KIN: Final = 0.4
_DEFAULTS: Final = {"isDirected": "false", "type": "Diagram"}


def family(kind: str) -> str:
    """Return the layer of a type of element; what an editor turns into something else stays in it."""
    return _FAMILIES.get(kind, kind)


def kinship(one: str, other: str) -> float:
    """Score two types: 1 if equal, less within a layer, else 0."""
    return 1.0 if one == other else _KIN * (family(one) == family(other))


def drawings(model: ArchimateModel) -> dict[str, list[str]]:
    """Return the place and look of each node and connection."""
    found = {}
    for element in model.elements:
        if element.drawing is not None:
            found[element.id] = [canonical(element.drawing.model_dump(mode="json", exclude_defaults=True))]
    return found


def stated(kind: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that differ from their default.

    The release of Archi is no property of the model, and the type of a folder only tells what Archi keeps in it.
    """
    unsaid = {"archiVersion", "type"} if kind == "folder" else {"archiVersion"}
    return {name: value for name, value in attributes.items() if _DEFAULTS.get(name) != value and name not in unsaid}


def meant(element: ArchimateElement, _meaning: Meaning) -> dict[str, JsonValue]:
    """Return texts in several languages, and properties; of a single text the language says nothing."""
    return {
        "names": _in_languages(element.names),
        "documentations": _in_languages(element.documentations),
        "properties": [[each.key, [text.text for text in each.values]] for each in element.properties],
    }


def parts(name: str, value: JsonValue) -> Iterable[tuple[str, str]]:
    """Return each property, and each text with its language."""
    said: Any = value
    if not said:
        return ()
    if name == "properties":
        return [(each["key"], ", ".join(text["text"] for text in each["values"])) for each in said]
    if name in {"names", "documentations"}:
        return [(each["language"] or "no language", each["text"]) for each in said]
    return list(said.items()) if name == "attributes" else ()


def _in_languages(texts: tuple[Text, ...]) -> list[JsonValue]:
    return [[each.language, each.text] for each in texts] if len(texts) > 1 else []


COMPARISON: Final = Comparison[ArchimateModel](
    connectors=RELATIONSHIPS | {"connection"},
    family=family,
    kinship=kinship,
    drawings=drawings,
    stated=stated,
    values=("names", "documentations", "properties", "specializations"),
    meant=meant,
    behaviour=lambda element: {"properties": [each.model_dump() for each in element.properties]},
    said={"specializations": frozenset({"profile"}), "properties": frozenset({"propertyDefinitionRef"})},
    parts=parts,
)
