"""Fix mechanical faults that the parser reports."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from pipeline.ir.edit import Edit, SetAttribute
from pipeline.ir.finding import Finding
from pipeline.ir.model import Model


def _dangling_default(model: Model, finding: Finding) -> Sequence[Edit]:
    """Remove a default flow that does not exist."""
    element = model.by_id[finding.element or ""]
    gone = any(mention.role == "default" and mention.element is None for mention in element.references)
    return [SetAttribute(element=element.id, name="default", value=None)] if gone else ()


MENDS: Final[Mapping[str, Callable[[Model, Finding], Sequence[Edit]]]] = {"dangling-reference": _dangling_default}
