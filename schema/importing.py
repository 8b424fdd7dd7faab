"""Import: a document in, a version out."""

import strawberry

from schema.finding import Finding
from schema.problem import Problem
from schema.version import Version


@strawberry.input(description="A document to import: `content` or `contentBase64`, one of them.")
class ImportModelInput:
    """Input of importModel."""

    name: str | None = strawberry.field(
        default=None, description="The model's id. By default the document's own name, else that of its only process."
    )
    new_version_of: strawberry.ID | None = strawberry.field(
        default=None, description="The model that the document is a new version of, even if they share no element."
    )
    format: str | None = strawberry.field(
        default=None, description="A name of `formats`. Without it, the content tells, or else `sourceName`."
    )
    content: str | None = strawberry.field(default=None, description="The document as text.")
    content_base64: str | None = strawberry.field(
        default=None, description="The document's bytes in base64: for any encoding other than UTF-8."
    )
    source_name: str | None = strawberry.field(default=None, description="File name, kept with the version.")
    source_commit: str | None = strawberry.field(default=None, description="Commit, kept with the version.")
    source_author: str | None = strawberry.field(default=None, description="Author, kept with the version.")
    source_origin: str | None = strawberry.field(
        default=None,
        description="Address of the repository, archive or folder that the document is part of, kept with the version.",
    )


@strawberry.input(description="Documents to import together: all of them, or none.")
class ImportModelsInput:
    """Input of importModels."""

    documents: list[ImportModelInput] = strawberry.field(description="The documents, at most 1,000, in any order.")


@strawberry.type(description="The result of an import.")
class ImportPayload:
    """Answer of importModel."""

    version: Version | None = strawberry.field(description="The version that holds the document.")
    unchanged: bool = strawberry.field(
        description="Whether the current version held this very document already, so that nothing was written."
    )
    findings: list[Finding] = strawberry.field(description="The findings about the document.")
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was imported.")


@strawberry.type(description="The results of an import of several documents.")
class ImportModelsPayload:
    """Answer of importModels."""

    results: list[ImportPayload] = strawberry.field(
        description="The result of each document, in their order. If one has problems, none was imported, and the"
        " others have the problem `NOT_IMPORTED`."
    )
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was imported.")
