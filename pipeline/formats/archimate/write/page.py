"""Write what most parts of a document have: texts, properties, and what was kept verbatim."""

from collections.abc import Iterable
from typing import Final

from pipeline.formats.archimate.model import ArchimateElement, ArchimateModel
from pipeline.formats.archimate.vocabulary import ATTRIBUTE, PROFILE, SPECIALIZATION
from pipeline.formats.archimate.write.definitions import Definitions
from pipeline.formats.archimate.write.fragments import Fragments, fragments
from pipeline.formats.archimate.write.losses import Losses
from pipeline.formats.archimate.write.markup import Lines, Names
from pipeline.ir.architecture import ELEMENTS, JUNCTIONS, RELATIONSHIPS, Text

OWN: Final = {"Access": "accessType", "Influence": "modifier", "Association": "isDirected"}
"""The attribute that a type of relationship has."""
_PLACED: Final = {
    "model": {"version"},
    "view": {"type", "viewpoint"},
    "viewpoint": {"viewpointPurpose", "viewpointContent", "allowedElementTypes", "allowedRelationshipTypes"},
}
"""Attributes that the format has a place for."""


class Page:
    """A document while it is written."""

    def __init__(self, model: ArchimateModel) -> None:
        self.model = model
        self.lines = Lines()
        self.losses = Losses()
        names = Names()
        # ids that are stated come first, so that none is given away to what has none
        ordered = sorted(model.elements, key=lambda element: element.source_id is None)
        self.ids = {each.id: names.take(each.source_id or each.id) for each in ordered}
        self.definitions = Definitions(model, self.ids, names)
        self.written = {each.id for each in model.elements if each.kind in ELEMENTS or each.kind in JUNCTIONS}
        """Ids of concepts and relationships that can be written; grows until all relationships were looked at."""
        self.relationships = self._whole()

    def _whole(self) -> list[ArchimateElement]:
        """Return the relationships whose ends are written, relationships on relationships included."""
        waiting = [each for each in self.model.elements if each.kind in RELATIONSHIPS]
        kept: set[str] = set()
        while True:
            found = [each for each in waiting if each.source in self.written and each.target in self.written]
            if not found:
                break
            kept |= {each.id for each in found}
            self.written |= kept
            waiting = [each for each in waiting if each.id not in kept]
        for each in waiting:
            self.lose("relationships without one of their ends", each)
        return [each for each in self.model.elements if each.id in kept]

    def lose(self, what: str, element: ArchimateElement) -> None:
        """Note that something of an element is left out."""
        self.losses.add(what, element.source_id or element.id)

    def kept(self, element: ArchimateElement) -> Fragments:
        """Return what an element keeps verbatim, having noted what has no place."""
        found = fragments(element.folded)
        for name in found.unknown:
            self.lose(f"parts {name}", element)
        for uri in element.extensions:
            self.lose(f"attributes of {uri}", element)
        for name in element.files:
            self.losses.add("files of the archive", name)
        return found

    def texts(self, element: ArchimateElement, tag: str, *, always: bool = False) -> None:
        """Write names and documentation in all languages; a name even where there is none, if it is asked for."""
        names = element.names or ((Text(text=element.name),) if element.name or always else ())
        single = (Text(text=element.documentation),) if element.documentation else ()
        for name, texts in ((tag, names), ("documentation", element.documentations or single)):
            for each in texts:
                self.lines.text(name, each.text, {"xml:lang": each.language or None})

    def properties(self, element: ArchimateElement, profiles: Iterable[str] = ()) -> None:
        """Write the properties of an element, and as further ones what has no place of its own."""
        rows = [(definition, each.values) for definition, each in self.definitions.of(element)]
        for key, said in (*((PROFILE, each) for each in profiles), *self._further(element)):
            rows.append((self.definitions.made(key), (Text(text=said),)))
        if not rows:
            return
        self.lines.open("properties")
        for definition, values in rows:
            self.lines.open("property", {"propertyDefinitionRef": definition})
            for value in values or (Text(text=""),):
                self.lines.text("value", value.text, {"xml:lang": value.language or None})
            self.lines.close("property")
        self.lines.close("properties")

    def _further(self, element: ArchimateElement) -> Iterable[tuple[str, str]]:
        yield from ((SPECIALIZATION, each) for each in element.specializations)
        placed = _PLACED.get(element.kind, {OWN.get(element.kind)})
        for name, said in sorted(element.attributes.items()):
            if name not in placed:
                yield ATTRIBUTE + name, said
        if element.kind == "view" and element.attributes.get("type", "Diagram") != "Diagram":
            yield f"{ATTRIBUTE}type", element.attributes["type"]
