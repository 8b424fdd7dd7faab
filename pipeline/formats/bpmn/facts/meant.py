"""Tell which kinds of element a reference can mean, by the type that its attribute or element states."""

from collections.abc import Mapping
from typing import Final

from pipeline.formats.bpmn.kinds import KINDS
from pipeline.ir.workflow import ACTIVITIES, FLOW_NODES

_CHOREOGRAPHIES: Final = frozenset({"choreography", "globalChoreographyTask"})
_CALLABLE: Final = frozenset(
    {"process", "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"}
)
_MORE: Final[Mapping[str, frozenset[str]]] = {
    "activity": ACTIVITIES,
    "callable": _CALLABLE,
    "choreography": _CHOREOGRAPHIES,
    "collaboration": _CHOREOGRAPHIES | {"collaboration", "globalConversation"},
    "conversationNode": frozenset({"conversation", "subConversation", "callConversation"}),
    "eventDefinition": frozenset(kind for kind in KINDS if kind.endswith("EventDefinition")),
    "flowNode": FLOW_NODES | {"choreographyTask", "subChoreography", "callChoreography", "implicitThrowEvent"},
    "process": _CALLABLE,
}
"""Types that elements of several kinds have; every other type is the kind of the same name."""
DATA: Final = frozenset(
    {
        *("property", "dataObject", "dataObjectReference", "dataStore", "dataStoreReference"),
        *("dataInput", "dataOutput", "inputDataItem", "outputDataItem"),
    }
)
"""Kinds that hold data (item-aware elements), which data associations and multi-instance loops refer to."""


def fits(type_: str, kind: str) -> bool:
    """Return true if an element of this kind can be meant; always, where the type leaves it open."""
    if type_ in _MORE:
        return kind in _MORE[type_]
    return kind == type_ or type_ not in KINDS
