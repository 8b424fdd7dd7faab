"""ArchiMate 3.2: everything Ameide knows about this notation."""

from typing import Final

from pipeline.formats.archimate.comparison import COMPARISON
from pipeline.formats.archimate.derivation.derive import derive
from pipeline.formats.archimate.identity import IDENTITY
from pipeline.formats.archimate.linking import LINKING
from pipeline.formats.archimate.meetings import MEETINGS
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.formats.archimate.parse.document import PARSER, parse, text
from pipeline.formats.archimate.parse.repository import FOLDER, gathers
from pipeline.formats.archimate.recognition import recognises
from pipeline.formats.archimate.vocabulary import KINDS
from pipeline.formats.archimate.write.document import write
from pipeline.ir.architecture import ELEMENTS
from pipeline.ir.format import Format

FORMAT: Final = Format[ArchimateModel](
    name="archimate",
    title="ArchiMate 3.2",
    description="ArchiMate models in the exchange format 2.1 to 3.2, and in files of Archi.",
    endings=(".archimate",),
    shared_endings=(".xml",),
    parse=parse,
    parser=PARSER,
    recognises=recognises,
    gathers={FOLDER: gathers},
    text=text,
    write=write,
    rules="pipeline.formats.archimate.rules",
    kinds=KINDS,
    leading=(ELEMENTS, frozenset({"view"})),
    identity=IDENTITY,
    comparison=COMPARISON,
    meetings=MEETINGS,
    derive=derive,
    linking=LINKING,
)
