"""Hold what was read of one element until all of its document is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from pipeline.ir.architecture import Text

Colour = str
Point = tuple[int, int]


class Mention(NamedTuple):
    """A mention of another element by its id."""

    role: str
    target: str
    type: str


class Stated(NamedTuple):
    """A property as it is written: of a key, or of a definition by its id."""

    key: str | None
    definition: str | None
    values: tuple[Text, ...]
    xml: etree._Element

    @property
    def said(self) -> str:
        return self.values[0].text if self.values else ""


@dataclass(slots=True, eq=False)
class Draft:
    """An element of the model that is being read."""

    xml: etree._Element
    id: str
    source_id: str | None
    kind: str
    parent: "Draft | None"
    line: int
    path: str
    attributes: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, dict[str, str]] = field(default_factory=dict)
    """Attributes in other namespaces, by these."""
    names: list[Text] = field(default_factory=list)
    documentations: list[Text] = field(default_factory=list)
    properties: list[Stated] = field(default_factory=list)
    specializations: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    ends: tuple[str | None, str | None] | None = None
    """Ids of source and target as written, of what has two ends."""
    kept: list[str] = field(default_factory=list)
    folded: int = 0
    bounds: tuple[int, int, int, int] | None = None
    points: list[Point] = field(default_factory=list)
    relative: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Bendpoints of Archi: their distances from the middle of the source and of the target."""
    attached: tuple[Point | None, Point | None] = (None, None)
    style: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.names[0].text.strip() if self.names else ""

    @property
    def documentation(self) -> str:
        return self.documentations[0].text.strip() if self.documentations else ""


def several(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Return texts if they say more than one text without a language, and without blanks around it, does."""
    every = tuple(texts)
    return every if len(every) > 1 or any(each.language or each.text != each.text.strip() for each in every) else ()


def whole(text: str | None) -> int | None:
    """Read a whole number, also one that is written as `12.0`; None for anything else."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return round(number) if abs(number) < 1e9 else None
