"""Tell records about ArchiMate: which end of a relationship depends on the other."""

from typing import Final

from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.meeting import ByValue, Meetings

MEETINGS: Final = Meetings[ArchimateModel](
    verbs={
        "elementRef": "shows",
        "conceptRef": "shows",
        "relationshipRef": "shows",
        "viewRef": "opens",
        "identifierRef": "holds",
        "itemRef": "holds",
        "propertyDefinitionRef": "usesDefinition",
        "bpmn:process": "describes",
    },
    flows=frozenset({"Triggering"}),
    relations={
        "Composition": "source",
        "Aggregation": "source",
        "Assignment": "target",
        "Realization": "target",
        "Serving": "target",
        "Access": ByValue(
            attribute="accessType",
            ends={"Read": "source", "Write": "target", "ReadWrite": "both", "Access": "source"},
            otherwise="source",
            assumed=frozenset({"Access"}),
        ),
        "Influence": "target",
        "Flow": "target",
        "Specialization": "source",
        "Association": ByValue(attribute="isDirected", ends={"true": "source"}, otherwise=None),
    },
)
