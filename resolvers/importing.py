"""importModel: a document in, a version out."""

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Final, cast

from graph.records import SLUG
from pipeline.ir.document import Document
from pipeline.ir.document import Problem as Found
from pipeline.ir.outcome import Imported
from pipeline.operations.formats import unknown
from pipeline.operations.import_ import import_document
from pipeline.operations.import_all import Given, import_together
from resolvers.context import Info, RequestContext
from resolvers.suggesting import near
from schema.finding import Finding
from schema.importing import ImportModelInput, ImportModelsInput, ImportModelsPayload, ImportPayload
from schema.problem import Problem
from schema.version import Version

_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")
_LONGEST_NAME: Final = 1024
_MOST: Final = 1_000


async def import_model(info: Info, given: ImportModelInput) -> ImportPayload:
    """Parse, validate, store; then read back what is there."""
    context = info.context
    received = document(given, context.max_document_bytes)
    if isinstance(received, Problem):
        return _refused(received)
    return await store(context, received, given.new_version_of)


async def store(context: RequestContext, received: Document, new_version_of: str | None) -> ImportPayload:
    """Import a document, and read back what is there then."""
    await context.renew()
    imported = await import_document(
        received,
        context.graphs,
        context.principal.tenant,
        context.actor,
        new_version_of=new_version_of,
        workshop=context.workshop,
    )
    await context.renew()
    return await _payload(context, imported, Given(received, new_version_of))


async def import_models(info: Info, given: ImportModelsInput) -> ImportModelsPayload:
    """Parse and validate each; store all or none; then read back what is there."""
    context = info.context
    if not 1 <= len(given.documents) <= _MOST:
        why = Problem(code="TOO_MANY", message=f"documents are 1 to {_MOST:,}.", path="documents")
        return ImportModelsPayload(results=[], problems=[why])
    received = [document(each, context.max_document_bytes) for each in given.documents]
    if any(isinstance(each, Problem) for each in received):
        missed = Problem(code="NOT_IMPORTED", message="Another document is refused, so none was imported.")
        results = [_refused(each if isinstance(each, Problem) else missed) for each in received]
        return _all_or_none(results)
    together = [
        Given(each, wanted.new_version_of)
        for each, wanted in zip(received, given.documents, strict=True)
        if isinstance(each, Document)
    ]
    await context.renew()
    imported = await import_together(
        together, context.graphs, context.principal.tenant, context.actor, workshop=context.workshop
    )
    await context.renew()
    return _all_or_none([await _payload(context, *each) for each in zip(imported, together, strict=True)])


def _all_or_none(results: list[ImportPayload]) -> ImportModelsPayload:
    """Return results with the problems that prevented all of them."""
    decisive = [each for result in results for each in result.problems if each.code != "NOT_IMPORTED"]
    return ImportModelsPayload(results=results, problems=decisive)


async def _payload(context: RequestContext, imported: Imported, given: Given) -> ImportPayload:
    return ImportPayload(
        version=await _version(context, imported.version),
        unchanged=imported.unchanged,
        findings=cast("list[Finding]", await context.loaders.nodes(imported.findings)),
        problems=await told(context, imported.problems, given.new_version_of),
    )


async def told(context: RequestContext, found: Iterable[Found], uid: str | None) -> list[Problem]:
    """Return problems as their GraphQL type, with a suggestion if one is that the given id is unknown."""
    problems = [problem(each) for each in found]
    for each in problems:
        if each.code == "UNKNOWN_ID" and uid:
            each.message += await near(context.unit, uid)
    return problems


def problem(found: Found) -> Problem:
    """Convert to the GraphQL type."""
    return Problem(code=found.code, message=found.message, line=found.line, column=found.column, path=found.path)


def _refused(why: Problem) -> ImportPayload:
    return ImportPayload(version=None, unchanged=False, findings=[], problems=[why])


async def _version(context: RequestContext, uid: str | None) -> Version | None:
    return None if uid is None else cast("Version | None", await context.loaders.node(uid))


def document(given: ImportModelInput, most: int) -> Document | Problem:
    """Return the document that was sent, or the problem with it."""
    content = _content(given)
    return content if isinstance(content, Problem) else described(content, given, most)


def described(content: bytes, given: ImportModelInput, most: int) -> Document | Problem:
    """Return a document with what else was said about it, or the problem with that."""
    if len(content) > most:
        message = f"The document has {len(content)} bytes; at most {most} are taken."
        return Problem(code="TOO_LARGE", message=message, path="content")
    format_ = None if given.format is None else given.format.lower()
    if format_ is not None and (found := unknown(format_)) is not None:
        return problem(found)
    if given.new_version_of is not None and not SLUG.fullmatch(given.new_version_of):
        return Problem(code="UNKNOWN_ID", message="newVersionOf is the id of a model.", path="newVersionOf")
    if given.source_commit is not None and not _COMMIT.fullmatch(given.source_commit):
        return Problem(code="BAD_COMMIT", message="sourceCommit is 7 to 64 hex digits.", path="sourceCommit")
    if given.source_name is not None and not _printable(given.source_name):
        return Problem(code="BAD_NAME", message="sourceName is a printable file name.", path="sourceName")
    for name, said in (("sourceAuthor", given.source_author), ("sourceOrigin", given.source_origin)):
        if said is not None and not _printable(said):
            return Problem(code="BAD_NAME", message=f"{name} is printable text.", path=name)
    return Document(
        content=content,
        name=given.name,
        format=format_,
        path=given.source_name,
        commit=given.source_commit,
        author=given.source_author,
        origin=given.source_origin,
    )


def _printable(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and name.isprintable()


def _content(given: ImportModelInput) -> bytes | Problem:
    if (given.content is None) == (given.content_base64 is None):
        return Problem(code="CONTENT_NEEDED", message="Send the document as content or contentBase64, one of them.")
    if given.content is not None:
        return given.content.encode()
    try:
        return base64.b64decode(given.content_base64 or "", validate=True)
    except (binascii.Error, ValueError):
        return Problem(code="NOT_BASE64", message="contentBase64 is not base64.", path="contentBase64")
