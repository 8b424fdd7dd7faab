"""Problem: the reason why a request was not carried out."""

import strawberry


@strawberry.type(description="The reason why a request could not be fulfilled, and its place.")
class Problem:
    """A problem as a typed member of payloads; never raised."""

    code: str = strawberry.field(description="The kind of problem, for programs: `NOT_XML`, `NAME_NEEDED`, …")
    message: str = strawberry.field(description="The message for people: what is wrong and what to do.")
    line: int | None = strawberry.field(default=None, description="Line of the document, from 1.")
    column: int | None = strawberry.field(default=None, description="Column of the line, from 1.")
    path: str | None = strawberry.field(
        default=None, description="The subject: an element id, a path in the document, an argument or a file name."
    )
