"""Make elements of drafts once all ids are known."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pipeline.formats.archimate.model import ArchimateElement, Drawing
from pipeline.formats.archimate.parse.draft import Draft, Mention, Stated, several
from pipeline.formats.archimate.parse.reading import Reading, mention
from pipeline.formats.archimate.vocabulary import ATTRIBUTE, KINDS, PROFILE, SPECIALIZATION
from pipeline.formats.shared.wording import shown
from pipeline.ir.architecture import ELEMENTS, JUNCTIONS, RELATIONSHIPS, Property, Text
from pipeline.ir.model import Extension, Reference

_BPMN: Final = {"bpmn:process": "process"}
"""Keys of properties whose values are ids of another notation, and what these ids are of."""

_MEANT: Final = {
    "elementRef": ELEMENTS | JUNCTIONS,
    "relationshipRef": RELATIONSHIPS,
    "viewRef": {"view"},
    "viewpointRef": {"viewpoint"},
    "propertyDefinitionRef": {"propertyDefinition"},
    "profile": {"profile"},
}
"""The kinds that a mention may mean, by its role."""


class Settling:
    """A document whose parts have all been read."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._take_back()
        self._by_source: dict[str, Draft] = {}
        for draft in reading.drafts:
            if draft.source_id is None:
                continue
            first = self._by_source.setdefault(draft.source_id, draft)
            if first is not draft:
                said = f"The id {shown(draft.source_id)!r} is that of line {first.line} too; ids are unique."
                reading.report("DUPLICATE_ID", said, draft)

    def _take_back(self) -> None:
        """Take what our writer stated as properties, for want of a place, as what it was."""
        reserved = self._reading.reserved
        if not reserved:
            return
        for draft in list(self._reading.drafts):
            ours = [each for each in draft.properties if each.definition in reserved]
            draft.properties = [each for each in draft.properties if each.definition not in reserved]
            for each in ours:
                name = reserved[each.definition or ""]
                if name == PROFILE:
                    self._profile(each, draft)
                elif name == SPECIALIZATION:
                    draft.specializations.append(each.said)
                else:
                    draft.attributes[name.removeprefix(ATTRIBUTE)] = each.said
        profiles = {each.name: each.source_id for each in self._reading.drafts if each.kind == "profile"}
        for draft in self._reading.drafts:
            for name in draft.specializations:
                mention(draft, "profile", profiles.get(name), "profile")
            draft.specializations = [name for name in draft.specializations if name not in profiles]

    def _profile(self, stated: Stated, root: Draft) -> None:
        id_, _, said = stated.said.partition(" ")
        type_, _, name = said.partition(" ")
        draft = self._reading.draft(stated.xml, "profile", root, id_)
        draft.names.append(Text(text=name))
        draft.attributes |= {"conceptType": type_} if type_ else {}

    def elements(self, files: tuple[str, ...]) -> tuple[ArchimateElement, ...]:
        """Return all elements in document order; further files in the archive are kept with the first."""
        self._reading.count()
        self._reading.drafts[0].folded += len(files)
        made = [self._element(draft, files if number == 0 else ()) for number, draft in enumerate(self._reading.drafts)]
        return tuple(made)

    def _element(self, draft: Draft, files: tuple[str, ...]) -> ArchimateElement:
        source, target = self._ends(draft)
        properties = tuple(self._property(draft, each) for each in draft.properties)
        return ArchimateElement.lean(
            id=draft.id,
            source_id=draft.source_id,
            kind=draft.kind,
            name=draft.name or self._opened(draft),
            documentation=draft.documentation,
            parent=draft.parent.id if draft.parent else None,
            line=draft.line,
            path=draft.path,
            attributes=draft.attributes,
            references=tuple(self._references(draft, properties)),
            source=source,
            target=target,
            extensions={uri: Extension(attributes=stated) for uri, stated in draft.foreign.items()},
            folded="".join(draft.kept),
            folded_count=draft.folded,
            names=several(draft.names),
            documentations=several(draft.documentations),
            properties=properties,
            specializations=(*self._names_of(draft.mentions, "profile"), *draft.specializations),
            drawing=self._drawing(draft),
            files=files,
        )

    def _ends(self, draft: Draft) -> tuple[str | None, str | None]:
        if draft.ends is None:
            return None, None
        for end, said in zip(("source", "target"), draft.ends, strict=True):
            if not said and draft.kind in RELATIONSHIPS:
                self._reading.report("MISSING_END", f"The relationship states no {end}, so it ties nothing.", draft)
        source, target = (self._by_source.get(end or "") for end in draft.ends)
        return source.id if source else None, target.id if target else None

    def _references(self, draft: Draft, properties: Iterable[Property]) -> Iterator[Reference]:
        for named in self._mentions(draft):
            meant = self._by_source.get(named.target)
            if meant is None:
                said = f"{named.role} names {shown(named.target)!r}, which the document does not have."
                self._reading.report("DANGLING_REFERENCE", said, draft)
            elif meant.kind in KINDS and meant.kind not in _MEANT.get(named.role, KINDS):
                said = f"{named.role} names {shown(named.target)!r}, which is a {meant.kind}."
                self._reading.report("WRONG_REFERENCE", said, draft)
            yield Reference.lean(
                role=named.role,
                target=named.target,
                type=named.type,
                element=meant.id if meant else None,
                namespace=None,
                notation=None,
            )
        for each in properties:
            if (type_ := _BPMN.get(each.key)) is not None:
                for value in each.values:
                    if id_ := value.text.strip():
                        yield Reference(role=each.key, target=id_, type=type_, notation="bpmn")

    def _mentions(self, draft: Draft) -> Iterator[Mention]:
        yield from draft.mentions
        for each in draft.properties:
            if each.definition:
                yield Mention("propertyDefinitionRef", each.definition, "propertyDefinition")
        if draft.ends is not None:
            loose = draft.kind == "Association" and draft.attributes.get("isDirected") != "true"
            for role, end in zip(("sourceRef", "targetRef"), draft.ends, strict=True):
                if end and (loose or end not in self._by_source):
                    yield Mention(role, end, "element")

    def _opened(self, draft: Draft) -> str:
        """Return the name of the view that a node without a label opens."""
        if draft.kind != "node" or draft.names:
            return ""
        return next(iter(self._names_of(draft.mentions, "viewRef")), "")

    def _property(self, draft: Draft, stated: Stated) -> Property:
        key = stated.key
        if key is None:
            definition = self._by_source.get(stated.definition or "")
            key = (definition.name if definition else "") or stated.definition or ""
        return Property.lean(key=key, values=stated.values)

    def _names_of(self, mentions: Iterable[Mention], role: str) -> Iterator[str]:
        for each in mentions:
            if each.role == role:
                meant = self._by_source.get(each.target)
                yield (meant.name if meant else "") or each.target

    def _drawing(self, draft: Draft) -> Drawing | None:
        points = [*draft.points, *self._absolute(draft)]
        said: dict[str, Any] = {"bounds": draft.bounds, "points": tuple(points), "ends": draft.attached}
        if draft.bounds is None and not points and draft.attached == (None, None) and not draft.style:
            return None
        return Drawing.lean(**said, style=dict(sorted(draft.style.items())))

    def _absolute(self, draft: Draft) -> Iterator[tuple[int, int]]:
        """Place bendpoints that Archi counts from the middles of both ends, weighed by their order."""
        if not draft.relative or draft.ends is None:
            return
        first, last = (self._middle(end) for end in draft.ends)
        for number, (start_x, start_y, end_x, end_y) in enumerate(draft.relative, 1):
            weight = number / (len(draft.relative) + 1)
            x = (first[0] + start_x) * (1 - weight) + (last[0] + end_x) * weight
            y = (first[1] + start_y) * (1 - weight) + (last[1] + end_y) * weight
            yield round(x), round(y)

    def _middle(self, end: str | None) -> tuple[float, float]:
        """Return the middle of a node; of a connection, the middle between its two nodes."""
        at = self._by_source.get(end or "")
        if at is None or at.bounds is None:
            ends = [self._by_source.get(each or "") for each in (at.ends if at and at.ends else ())]
            middles = [each.bounds for each in ends if each is not None and each.bounds is not None]
        else:
            middles = [at.bounds]
        if not middles:
            return 0.0, 0.0
        x = sum(bounds[0] + bounds[2] / 2 for bounds in middles) / len(middles)
        y = sum(bounds[1] + bounds[3] / 2 for bounds in middles) / len(middles)
        return x, y
