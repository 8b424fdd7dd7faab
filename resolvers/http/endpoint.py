"""GraphQL over HTTP: POST with JSON only, so that browsers send a preflight request for pages of other origins."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from opentelemetry import trace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionResult

from auth.errors import AuthError
from auth.origin import direct
from auth.principal import Principal
from auth.signin import SignIn
from graph.store import Graphs
from pipeline.ir.workshop import HERE, Workshop
from resolvers.context import RequestContext, TenantMaker, WebhookKeeper
from resolvers.deadline import USUAL_SECONDS
from resolvers.errors import shown
from resolvers.http.body import BadRequest, Bodies
from resolvers.http.json_body import JsonBody
from resolvers.limits import MOST_ERRORS
from resolvers.schema import SCHEMA, introspects

_JSON: Final = "application/json"
_RESPONSE: Final = "application/graphql-response+json"
_SMALL: Final = 1024 * 1024


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
    webhooks: WebhookKeeper | None = None
    request_seconds: float = USUAL_SECONDS
    workshop: Workshop = HERE
    bodies: Bodies = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bodies", Bodies(self.max_document_bytes))

    async def answer(self, request: Request) -> Response:
        """Answer one request, as one principal, from one reading unit."""
        if request.method != "POST":
            return _not_post(request)
        media_type = _RESPONSE if _RESPONSE in request.headers.get("accept", "") else _JSON
        try:
            principal = self.sign_in(request.headers.getlist("authorization"), direct=direct(request))
            async with self.bodies.body(request, principal.tenant, JsonBody) as body:
                asked = await _read(request, body)
                del body  # what was read of it is enough
                return await self._executed(asked, principal, media_type)
        except AuthError as refused:
            told = _refusal("UNAUTHENTICATED", str(refused))
            return _response(told, 401, media_type, {"www-authenticate": 'Bearer realm="ameide"'})
        except BadRequest as refused:
            headers = {"retry-after": "10"} if refused.status == 503 else None
            return _response(_refusal(refused.code, str(refused)), refused.status, media_type, headers)

    async def _executed(self, asked: Asked, principal: Principal, media_type: str) -> Response:
        trace.get_current_span().set_attribute("ameide.tenant", principal.tenant)
        context = self.context(principal)
        try:
            result = await _result(asked, context)
        except (MissingQueryError, CannotGetOperationTypeError):
            body = _refusal("INVALID_QUERY", "The query has no operation, or operationName names none of them.")
            return _response(body, 400, media_type)
        finally:
            await context.unit.end()
        refused = result.data is None and bool(result.errors) and all(not error.path for error in result.errors or ())
        told = _body(result, refused) | {"extensions": {"cost": context.cost.told(result.data)}}
        return _response(told, 400 if refused and media_type == _RESPONSE else 200, media_type)

    def context(self, principal: Principal) -> RequestContext:
        """Return the context of a request that begins now."""
        return RequestContext(
            principal,
            self.graphs,
            self.tenants,
            self.max_document_bytes,
            self.webhooks,
            self.request_seconds,
            self.workshop,
        )


async def _result(asked: Asked, context: RequestContext) -> ExecutionResult:
    if introspects(asked.query):  # a tenth of a second of work, which no await interrupts
        return await asyncio.to_thread(SCHEMA.execute_sync, asked.query, asked.variables, context_value=context)
    return await SCHEMA.execute(asked.query, asked.variables, context_value=context, operation_name=asked.operation)


async def _read(request: Request, body: JsonBody) -> Asked:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != _JSON or parameters.strip().lower() not in {"", "charset=utf-8", 'charset="utf-8"'}:
        raise BadRequest(415, "NOT_JSON", f"Send {_JSON}, in UTF-8.")
    try:
        given = await asyncio.to_thread(body.read) if len(body.body) > _SMALL else body.read()
    except orjson.JSONDecodeError as exc:
        raise BadRequest(400, "NOT_JSON", f"The body is not JSON: {exc}.") from None
    return _asked(given)


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
    return body | {"errors": [shown(error) for error in result.errors[:MOST_ERRORS]]} if result.errors else body


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
