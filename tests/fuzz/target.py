"""Check the laws for any bytes: they are read, checked, drawn and written again, or refused with a place."""

from pipeline.formats import FORMATS, parse
from pipeline.formats.bpmn.facts.agreements import correlations, imports, operations, performers
from pipeline.formats.bpmn.facts.data import data_associations, data_interfaces
from pipeline.formats.bpmn.facts.drawing import drawings
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.document import Document
from pipeline.ir.model import Model
from pipeline.operations.rules import validated


def examine(content: bytes) -> bool:
    """Return true if the bytes are a model. Raises AssertionError, or the crash itself, where a law is broken."""
    parsed = parse(Document(content=content))
    if parsed.model is None:
        assert len(parsed.problems) == 1
        assert parsed.problems[0].code != "PARSER_CRASHED"
        return False
    model = parsed.model
    folded = sum(element.folded_count for element in model.elements)
    assert model.parts == len(model.elements) + folded + model.reported
    crashed = [finding.rule for finding in validated(model) if finding.discriminator.startswith("crashed")]
    assert not crashed, crashed
    if isinstance(model, BpmnModel):
        _look_at(model)
        assert written(model).content_digest == model.content_digest
    else:  # what the format that is written cannot say is gone, or said otherwise, after the first time
        once = written(model)
        assert written(once).content_digest == once.content_digest
    return True


def written(model: Model) -> Model:
    """Return the model in the document that is written from a model."""
    write = FORMATS[model.format].write
    assert write is not None
    again = parse(Document(content=write(model), format=model.format))
    assert again.model is not None, again.problems
    return again.model


def _look_at(model: BpmnModel) -> None:
    """Read every property of a model that is computed on demand."""
    assert (drawings(model), model.lanes, imports(model), operations(model), correlations(model)) is not None
    for element in model.elements:
        assert performers(model, element) is not None
        assert (data_interfaces(model, element), data_associations(model, element)) is not None
