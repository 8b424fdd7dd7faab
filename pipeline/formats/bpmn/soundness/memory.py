"""Explore a model once for all rules about soundness."""

import threading
import weakref
from collections.abc import Iterator

from pipeline.formats.bpmn.soundness.verdict import violations
from pipeline.formats.bpmn.soundness.violation import Property, Violation
from pipeline.ir.workflow import WorkflowModel

_last = threading.local()


def of_kind(model: WorkflowModel, broken: Property) -> Iterator[Violation]:
    """Return the violations of one property in a model."""
    if getattr(_last, "model", lambda: None)() is not model:
        _last.found = violations(model)
        _last.model = weakref.ref(model)
    return (violation for violation in _last.found if violation.broken == broken)
