"""Tell what a document is known by: the ids of its processes, but for those that editors give by themselves."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.format import Identity
from pipeline.ir.workflow import FlowElement, WorkflowModel

_EXCHANGED: Final = frozenset({"message", "signal", "error", "escalation", "itemDefinition", "resource", "category"})
"""Root elements that documents of different models may hold alike, because they speak with each other."""
_END: Final = re.compile(r"[\d\s._-]+$")


def _roots(model: WorkflowModel) -> Iterator[FlowElement]:
    """Yield processes; where there is none, the root elements that are not exchanged between models."""
    definitions = {element.id for element in model.of_kind("definitions")}
    beside = (e for e in model.elements if e.parent in definitions and e.kind not in _EXCHANGED)
    for element in model.of_kind("process") or tuple(beside):
        if element.source_id and not is_listed(element.source_id, "default_ids.txt"):
            yield element


def _says_nothing(name: str) -> bool:
    return is_listed(" ".join(name.split()), "default_names.txt")


def is_listed(text: str, file: str) -> bool:
    plain = text.strip().lower()
    return bool({plain, _END.sub("", plain)} & _listed(file)) or not _END.sub("", plain)


@cache
def _listed(file: str) -> frozenset[str]:
    lines = (files(__package__) / file).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


IDENTITY: Final = Identity[BpmnModel](roots=_roots, says_nothing=_says_nothing)
