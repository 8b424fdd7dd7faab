"""GraphQL over HTTP: POST with JSON only, so that no page of another origin can ask without being asked first."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from opentelemetry import trace
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionResult

from auth.errors import AuthError
from auth.principal import Principal
from auth.signin import SignIn
from graph.store import Graphs
from resolvers.context import RequestContext, TenantMaker
from resolvers.errors import shown
from resolvers.schema import SCHEMA

_JSON: Final = "application/json"
_RESPONSE: Final = "application/graphql-response+json"
_SMALL: Final = 1024 * 1024


class BadRequest(Exception):
    """What was sent is no GraphQL request."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """The body of a request."""

    query: str
    variables: dict[str, Any] | None
    operation: str | None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The handler of POST /graphql."""

    graphs: Graphs
    tenants: TenantMaker
    sign_in: SignIn
    max_document_bytes: int

    async def answer(self, request: Request) -> Response:
        """Answer one request, as one principal, from one reading unit."""
        if request.method != "POST":
            return _not_post(request)
        media_type = _RESPONSE if _RESPONSE in request.headers.get("accept", "") else _JSON
        try:
            principal = self.sign_in(request.headers.getlist("authorization"))
            asked = await self._read(request)
        except AuthError as refused:
            body = _refusal("UNAUTHENTICATED", str(refused))
            return _response(body, 401, media_type, {"www-authenticate": 'Bearer realm="ameide"'})
        except BadRequest as refused:
            return _response(_refusal(refused.code, str(refused)), refused.status, media_type)
        return await self._executed(asked, principal, media_type)

    async def _executed(self, asked: Asked, principal: Principal, media_type: str) -> Response:
        trace.get_current_span().set_attribute("ameide.tenant", principal.tenant)
        context = RequestContext(principal, self.graphs, self.tenants, self.max_document_bytes)
        try:
            result = await SCHEMA.execute(
                asked.query, asked.variables, context_value=context, operation_name=asked.operation
            )
        except (MissingQueryError, CannotGetOperationTypeError):
            body = _refusal("INVALID_QUERY", "The query has no operation, or operationName names none of them.")
            return _response(body, 400, media_type)
        finally:
            await context.unit.end()
        refused = result.data is None and bool(result.errors) and all(not error.path for error in result.errors or ())
        return _response(_body(result, refused), 400 if refused and media_type == _RESPONSE else 200, media_type)

    async def _read(self, request: Request) -> Asked:
        kind, _, parameters = request.headers.get("content-type", "").partition(";")
        if kind.strip().lower() != _JSON or parameters.strip().lower() not in {"", "charset=utf-8", 'charset="utf-8"'}:
            raise BadRequest(415, "NOT_JSON", f"Send {_JSON}, in UTF-8.")
        body = await self._body(request)
        try:
            given = await asyncio.to_thread(orjson.loads, body) if len(body) > _SMALL else orjson.loads(body)
        except orjson.JSONDecodeError as exc:
            raise BadRequest(400, "NOT_JSON", f"The body is not JSON: {exc}.") from None
        return _asked(given)

    async def _body(self, request: Request) -> bytes:
        # quotes of a document are escaped in JSON, its bytes grow by a third in base64
        most = 2 * self.max_document_bytes + _SMALL
        chunks, size = [], 0
        try:
            async for chunk in request.stream():
                size += len(chunk)
                if size > most:
                    raise BadRequest(413, "TOO_LARGE", f"A document has at most {self.max_document_bytes} bytes.")
                chunks.append(chunk)
        except ClientDisconnect:
            raise BadRequest(400, "NOT_JSON", "The body ended early.") from None
        return b"".join(chunks)


def _asked(given: Any) -> Asked:
    if not isinstance(given, dict):
        raise BadRequest(400, "INVALID_REQUEST", "The body is one JSON object; batches are not taken.")
    query, variables, operation = given.get("query"), given.get("variables"), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, "INVALID_REQUEST", "query is the text of a GraphQL query.")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(400, "INVALID_REQUEST", "variables is an object.")
    if operation is not None and not isinstance(operation, str):
        raise BadRequest(400, "INVALID_REQUEST", "operationName is a text.")
    if not isinstance(given.get("extensions"), dict | None):
        raise BadRequest(400, "INVALID_REQUEST", "extensions is an object.")
    return Asked(query, variables, operation)


def _body(result: ExecutionResult, refused: bool) -> dict[str, Any]:
    """Return the answer; `data` is left out where nothing was executed."""
    body: dict[str, Any] = {} if refused else {"data": result.data}
    return body | {"errors": [shown(error) for error in result.errors]} if result.errors else body


def _refusal(code: str, message: str) -> dict[str, Sequence[Any]]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


def _response(body: Any, status: int, media_type: str, headers: dict[str, str] | None = None) -> Response:
    return Response(
        orjson.dumps(body), status, headers={"cache-control": "no-store"} | (headers or {}), media_type=media_type
    )


def _not_post(request: Request) -> Response:
    if request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/graphiql/", 303)
    return _response(_refusal("NOT_POST", "Queries are sent with POST."), 405, _JSON, {"allow": "POST"})
