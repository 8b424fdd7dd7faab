"""Tell what a document is known by: the ids of its model and concepts, but for those that are only counted."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.architecture import ArchitectureElement
from pipeline.ir.format import Identity

COUNTED: Final = re.compile(r"[a-z]{0,12}[-_.]?\d{1,4}", re.I)
"""`id-12`, `e3`, `element_7`: tools and people begin to count anew in every model."""


def _roots(model: ArchimateModel) -> Iterator[ArchitectureElement]:
    for element in (*model.elements[:1], *model.concepts):
        if element.source_id and not COUNTED.fullmatch(element.source_id):
            yield element


def _says_nothing(name: str) -> bool:
    return not name.strip() or name.strip().strip("()").lower() in {"new model", "default view", "model"}


IDENTITY: Final = Identity[ArchimateModel](roots=_roots, says_nothing=_says_nothing)
