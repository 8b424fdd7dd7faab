"""Group the kinds of element that can turn into each other, with weights."""

from pipeline.ir.workflow import EVENTS, GATEWAYS, SUBPROCESSES, TASKS

CONNECTORS = frozenset(
    {
        "sequenceFlow", "messageFlow", "association", "conversationLink",
        "dataAssociation", "dataInputAssociation", "dataOutputAssociation",
    }
)  # fmt: skip
_LOOPS = frozenset({"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"})
_DATA = frozenset({"dataObject", "dataObjectReference", "dataStoreReference"})
_CHOREOGRAPHY = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
_GLOBAL = frozenset({"globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"})
_ACTIVITIES = TASKS | SUBPROCESSES | {"callActivity"}
_FAMILIES = {
    kind: name
    for name, kinds in {
        "activity": _ACTIVITIES,
        "gateway": GATEWAYS,
        "event": EVENTS,
        "loop": _LOOPS,
        "data": _DATA,
        "choreography": _CHOREOGRAPHY,
        "global": _GLOBAL,
    }.items()
    for kind in kinds
}
_LIKELY = (TASKS, GATEWAYS, SUBPROCESSES, _GLOBAL, _LOOPS)
_SAME, _NEAR, _FAR = 1.0, 0.7, 0.4


def family(kind: str) -> str:
    """Return the family of a kind; most kinds turn only into themselves."""
    return _FAMILIES.get(kind) or ("definition" if kind.endswith("EventDefinition") else kind)


def kinship(one: str, other: str) -> float:
    """Score two kinds: 1 if equal, less if editors turn one into the other, else 0."""
    if one == other:
        return _SAME
    if family(one) != family(other):
        return 0.0
    return _NEAR if any({one, other} <= kinds for kinds in _LIKELY) else _FAR
