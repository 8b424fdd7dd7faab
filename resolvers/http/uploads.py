"""POST /import: files by curl, as the body or as parts of a form, single ones or an archive of a folder."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Final

import orjson
from opentelemetry import trace
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response

from auth.errors import AuthError
from auth.origin import asked_by_page, direct
from auth.principal import Principal
from pipeline.ir.document import Problem as Found
from pipeline.ir.slugs import slug
from pipeline.operations import archives, gathering
from resolvers.context import RequestContext
from resolvers.errors import Refused, told, trace_id
from resolvers.http.body import BadRequest, PlainBody
from resolvers.http.endpoint import Endpoint
from resolvers.importing import described, problem, store
from schema.finding import Finding
from schema.importing import ImportModelInput, ImportPayload
from schema.problem import Problem
from schema.waiver import Waiver

_FIELDS: Final = {
    "name": "name",
    "format": "format",
    "newVersionOf": "new_version_of",
    "sourceCommit": "source_commit",
    "sourceName": "source_name",
    "sourceAuthor": "source_author",
    "sourceOrigin": "source_origin",
}
_MOST_PARTS: Final = 100
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Uploads:
    """The handler of POST /import."""

    endpoint: Endpoint

    async def answer(self, request: Request) -> Response:
        """Import what was sent; the answer has the form of `ameide import --json`."""
        try:
            if not request.headers.getlist("authorization") and asked_by_page(request):
                raise BadRequest(
                    403, "FORBIDDEN", "Without a token, only this service's own pages and programs may import."
                )
            principal = self.endpoint.sign_in(request.headers.getlist("authorization"), direct=direct(request))
            trace.get_current_span().set_attribute("ameide.tenant", principal.tenant)
            async with self.endpoint.bodies.body(request, principal.tenant, PlainBody) as body:
                fields, files = await _sent(request, bytes(body.body))
                del body
                answers = [each async for each in self._imported(principal, fields, files)]
        except AuthError as refused:
            return _response(401, problems=[Problem(code="UNAUTHENTICATED", message=str(refused))])
        except BadRequest as refused:
            return _response(refused.status, problems=[Problem(code=refused.code, message=str(refused))])
        except Exception as error:  # as GraphQL does it
            return _failed(error)
        ok = not any(each["problems"] for each in answers)
        return _response(200 if ok else 422, files=answers)

    async def _imported(
        self, principal: Principal, fields: Mapping[str, str], files: list[tuple[str, bytes]]
    ) -> AsyncIterator[dict[str, Any]]:
        endpoint = self.endpoint
        given = ImportModelInput(**{_FIELDS[name]: value for name, value in fields.items()})  # type: ignore[arg-type]
        models = [each for name, content in files for each in await self._models(principal.tenant, name, content)]
        if len(models) > 1 and (given.name or given.new_version_of or given.source_name):
            raise Refused("ONE_FILE_ONLY", "name, newVersionOf and sourceName are for one file.")
        before: dict[str, str] = {}
        for path, usual, content in models:
            if isinstance(content, Found):
                yield _refused(path, problem(content))
                continue
            named = given.name or usual
            if named is not None:
                if (model := slug(named)) in before:
                    yield _refused(path, _twice(model, before[model]))
                    continue
                if model is not None:
                    before[model] = path
            wanted = replace(given, name=named, source_name=given.source_name or path or None)
            document = described(content, wanted, endpoint.max_document_bytes)
            if isinstance(document, Problem):
                yield _refused(path, document)
                continue
            context = endpoint.context(principal)
            try:
                async with context.deadline.bounding():
                    imported = await store(context, document, given.new_version_of)
                    waivers = await asyncio.gather(*(_waiver(context, each) for each in imported.findings))
                yield _told(path, imported, waivers)
            finally:
                await context.unit.end()

    async def _models(self, tenant: str, name: str, content: bytes) -> list[tuple[str, str | None, bytes | Found]]:
        """Return each model with its path and its usual name."""
        if not archives.is_archive(content) or archives.is_document(content):
            return [(name, gathering.named(name) or None, content)]
        most, about = self.endpoint.max_document_bytes, f"the archive {name[-80:]!r}"
        found = await self.endpoint.workshop.run(tenant, archives.models, content, most, about=about)
        if isinstance(found, Found):
            return [(name, None, found)]
        return [(path, archives.inside(path), each) for path, each in found]


def _failed(error: Exception) -> Response:
    code, message = told(error)
    if code == "INTERNAL":
        message = f"{message} (trace {trace_id()})"
    status = 400 if isinstance(error, Refused) else 500 if code == "INTERNAL" else 503
    return _response(status, problems=[Problem(code=code, message=message)])


async def _sent(request: Request, body: bytes) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """Return the fields and the files of a request. Raises BadRequest."""
    fields = dict(request.query_params)
    files = []
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() == "multipart/form-data":
        try:
            form = await MultiPartParser(
                request.headers, _pieces(body), max_files=_MOST_PARTS, max_fields=_MOST_PARTS, max_part_size=_CHUNK
            ).parse()
        except (MultiPartException, KeyError) as error:
            raise BadRequest(400, "NOT_A_FORM", f"The form cannot be read: {error}.") from None
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files.append((PurePosixPath(value.filename or "").name, await value.read()))
            else:
                fields[name] = value
        await form.close()
    elif body:
        files.append(("", body))
    if unknown := sorted(fields.keys() - _FIELDS.keys()):
        raise BadRequest(
            400, "INVALID_REQUEST", f"There is no field {unknown[0][:100]!r}; there are {', '.join(_FIELDS)}."
        )
    if not files:
        raise BadRequest(
            400,
            "CONTENT_NEEDED",
            "Send a file: as the body (curl --data-binary @FILE) or in a form (curl -F file=@FILE).",
        )
    return fields, files


async def _pieces(body: bytes) -> AsyncGenerator[bytes, None]:
    for start in range(0, len(body), _CHUNK):
        yield body[start : start + _CHUNK]
        await asyncio.sleep(0)
    yield b""


def _twice(model: str, other: str) -> Problem:
    message = (
        f"Its model would be {model!r}, which is that of {other!r}, sent with it. Send them in an archive of a folder "
        "that holds both, or one by one with a name."
    )
    return Problem(code="NAME_TAKEN", message=message, path="name")


async def _waiver(context: RequestContext, found: Finding) -> Waiver | None:
    loaded = await context.loaders.waiver((found.rule, found.version_uid, found.element_uid))
    return loaded if isinstance(loaded, Waiver) else None


def _refused(path: str, why: Problem) -> dict[str, Any]:
    return _told(path, ImportPayload(version=None, unchanged=False, findings=[], problems=[why]), [])


def _told(path: str, payload: ImportPayload, waivers: Sequence[Waiver | None]) -> dict[str, Any]:
    version = payload.version
    return {
        "file": path or None,
        "model": version and version.id.partition("@")[0],
        "version": version and version.id,
        "unchanged": payload.unchanged,
        "findings": [
            {
                "id": each.id,
                "rule": each.rule,
                "severity": each.severity.value,
                "message": each.message,
                "element": each.element_uid,
                "line": each.line,
                "waiver": waiver and {"id": waiver.id, "reason": waiver.reason, "by": waiver.by, "until": waiver.until},
            }
            for each, waiver in zip(payload.findings, waivers, strict=True)
        ],
        "problems": list(_plain(payload.problems)),
    }


def _plain(problems: list[Problem]) -> Iterator[dict[str, Any]]:
    for each in problems:
        yield {"code": each.code, "message": each.message, "line": each.line, "column": each.column, "path": each.path}


def _response(
    status: int, *, files: list[dict[str, Any]] | None = None, problems: list[Problem] | None = None
) -> Response:
    told = {"ok": status == 200, "files": files or []} | ({"problems": list(_plain(problems))} if problems else {})
    headers = {"cache-control": "no-store"}
    headers |= {"www-authenticate": 'Bearer realm="ameide"'} if status == 401 else {}
    headers |= {"retry-after": "10"} if status == 503 else {}
    return Response(orjson.dumps(told) + b"\n", status, headers=headers, media_type="application/json")
