"""BPMN 2.0: everything Ameide knows about this notation."""

from typing import Final

from pipeline.formats.bpmn.comparison import COMPARISON
from pipeline.formats.bpmn.identity import IDENTITY
from pipeline.formats.bpmn.kinds import KINDS
from pipeline.formats.bpmn.linking import LINKING
from pipeline.formats.bpmn.meetings import MEETINGS
from pipeline.formats.bpmn.meetings.roots import only_process
from pipeline.formats.bpmn.mending import MENDS
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.formats.bpmn.pages import engines
from pipeline.formats.bpmn.parse.document import PARSER, parse
from pipeline.formats.bpmn.recognition import recognises
from pipeline.formats.bpmn.write.document import write
from pipeline.formats.bpmn.write.edits import edited
from pipeline.ir.format import Format
from pipeline.ir.workflow import ACTIVITIES

FORMAT: Final = Format[BpmnModel](
    name="bpmn",
    title="BPMN 2.0",
    description="BPMN 2.0 XML.",
    endings=(".bpmn", ".bpmn2", ".bpmn20.xml"),
    shared_endings=(".xml",),
    parse=parse,
    parser=PARSER,
    recognises=recognises,
    write=write,
    edit=edited,
    rules="pipeline.formats.bpmn.rules",
    kinds=KINDS,
    mends=MENDS,
    leading=(frozenset({"process", "participant"}), ACTIVITIES),
    called=only_process,
    identity=IDENTITY,
    comparison=COMPARISON,
    meetings=MEETINGS,
    linking=LINKING,
    engines=engines,
)
