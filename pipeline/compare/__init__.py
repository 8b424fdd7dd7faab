"""Says what two models have different, element by element, whatever became of the ids in between."""

from pipeline.compare.changes import difference
from pipeline.compare.matching import matched
from pipeline.compare.structure import Structure
from pipeline.ir.difference import Difference
from pipeline.ir.workflow import WorkflowModel


def compare(before: WorkflowModel, after: WorkflowModel) -> Difference:
    """What `after` has different from `before`. `compare(b, a)` is always `compare(a, b).mirrored()`."""
    # a choice among equals depends on who is asked first, so the order is the models', not the caller's
    if _key(before, after) > _key(after, before):
        return _compared(after, before).mirrored()
    return _compared(before, after)


def _compared(before: WorkflowModel, after: WorkflowModel) -> Difference:
    first, second = Structure(before), Structure(after)
    return difference(first, second, matched(first, second))


def _key(model: WorkflowModel, other: WorkflowModel) -> tuple[str, str]:
    alike = model.content_digest == other.content_digest and model != other
    return model.content_digest, model.model_dump_json() if alike else ""
