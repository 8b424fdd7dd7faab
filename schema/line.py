"""GeneratedLine: one line of a generated file, and its origin."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from schema.artefact import Artefact
    from schema.region import Region


@strawberry.type(description="One line of a generated file, and the elements that it came from.")
class GeneratedLine:
    """The answer of `region`."""

    artefact: Annotated["Artefact", strawberry.lazy("schema.artefact")] = strawberry.field(description="The file.")
    line: int = strawberry.field(description="The line, from 1.")
    line_count: int = strawberry.field(description="The number of lines in the file.")
    text: str | None = strawberry.field(description="The text of the line; null if the file is not text.")
    regions: list[Annotated["Region", strawberry.lazy("schema.region")]] = strawberry.field(
        description="The regions that hold it, the most specific first: of the shortest run of lines, then of the"
        " fewest lines in all. Empty where it came from no element."
    )
    explanation: str | None = strawberry.field(description="Why there is no region, where there is none.")
