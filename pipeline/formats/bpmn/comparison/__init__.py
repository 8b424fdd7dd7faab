"""Tell compare about BPMN: kinds that turn into each other, defaults, drawings, and the XML that is kept."""

from typing import Final

from pipeline.formats.bpmn.comparison import kept
from pipeline.formats.bpmn.comparison.behaviour import VALUES, behaviour, elaborates, meant, wording
from pipeline.formats.bpmn.comparison.defaults import stated
from pipeline.formats.bpmn.comparison.kinds import CONNECTORS, family, kinship
from pipeline.formats.bpmn.comparison.layout import drawings
from pipeline.formats.bpmn.comparison.parts import parts
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.comparison import Comparison

COMPARISON: Final = Comparison[BpmnModel](
    connectors=CONNECTORS,
    family=family,
    kinship=kinship,
    wording=wording,
    drawings=drawings,
    stated=stated,
    ties={"attached_to": "attachedToRef", "default": "default"},
    flowing=frozenset({"sourceRef", "targetRef", "attachedToRef", "default"}),
    values=VALUES,
    behaviour=behaviour,
    meant=meant,
    said={
        "attached_to": frozenset({"attachedToRef"}),
        "default": frozenset({"default"}),
        "called": frozenset({"calledElement"}),
        "events": frozenset(
            {"activityRef", "errorRef", "escalationRef", "messageRef", "signalRef", "eventDefinitionRef"}
        ),
        "interrupting": frozenset({"cancelActivity", "isInterrupting"}),
        "event_sub_process": frozenset({"triggeredByEvent"}),
        "condition": frozenset({"language"}),
        "script": frozenset({"scriptFormat"}),
        "loop": frozenset({"loopDataInputRef", "isSequential", "testBefore"}),
    },
    elaborates=elaborates,
    parts=parts,
    kept=kept.differing,
    fragment=kept.spelled,
)
