"""Hand what the parser found against the schema to the rules that report it."""

from collections.abc import Iterator

from pipeline.formats.archimate.model import ArchimateElement, ArchimateModel

Found = tuple[ArchimateElement | None, str, str, tuple[str, ...], int]
"""Finding as rules yield it: element, message, discriminator, trace, line."""


def flaws_of(model: ArchimateModel, rule: str) -> Iterator[Found]:
    """Yield the flaws that a rule reports, in document order."""
    for flaw in model.flaws:
        if flaw.rule == rule:
            yield model.by_id.get(flaw.element or ""), flaw.message, flaw.about, (), flaw.line
