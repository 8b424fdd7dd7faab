"""Problem: why something asked for was not done."""

import strawberry


@strawberry.type(description="Why something that was asked for could not be done, and where to look.")
class Problem:
    """A problem as a typed member of payloads; never raised."""

    code: str = strawberry.field(description="What kind of problem, for programs: `NOT_XML`, `NAME_NEEDED`, …")
    message: str = strawberry.field(description="What is wrong and what to do, for people.")
    line: int | None = strawberry.field(default=None, description="Line of the document, from 1.")
    column: int | None = strawberry.field(default=None, description="Column of the line, from 1.")
    path: str | None = strawberry.field(
        default=None, description="What it is about: an element id, an xpath, an argument or a file name."
    )
