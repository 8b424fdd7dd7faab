"""Send operations and read their answers, blocking or not; the generated clients build on this module."""

import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from ameide_client import errors, versions

Data = dict[str, Any]
M = TypeVar("M", bound=BaseModel)
_UNLIMITED: Final = 3600.0  # seconds; nothing is on the way that could be lost


def address(url: str) -> str:
    """Return the GraphQL endpoint of a server. Raises ValueError where the url is none."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ValueError(f"not the address of a server: {url!r}") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise ValueError(f"not the address of a server: {url!r}")
    path = parsed.path.rstrip("/")
    return str(parsed.copy_with(path=path if path.endswith("/graphql") else f"{path}/graphql"))


def headers(token: str | None) -> dict[str, str]:
    """Return what goes with every request."""
    accepted = {"Accept": "application/json", "User-Agent": f"ameide-client/{versions.own()}"}
    return accepted | {"Authorization": f"Bearer {token}"} if token else accepted


class _Reader:
    """Reading of answers, shared by both kinds of connection."""

    url: str
    server_version: str | None = None
    """The release that the server says it is; None before the first answer, or where it says none."""

    @property
    def fits(self) -> bool:
        """Return true if client and server are of compatible releases, or if the server's is not known yet."""
        return self.server_version is None or versions.fit(versions.own(), self.server_version)

    def get_data(self, response: httpx.Response) -> Data:
        """Return the data of an answer. Raises Unauthorised, RequestRefused, AnswerUnreadable, GraphQLFailed."""
        self.server_version = response.headers.get(versions.STATED, self.server_version)
        if response.status_code == 401:
            raise errors.Unauthorised(_reason(response))
        answer = _json(response)
        if isinstance(answer, dict) and answer.get("errors"):
            raise errors.GraphQLFailed([_fault(entry) for entry in answer["errors"]])
        if response.is_error:
            raise errors.RequestRefused(f"{response.status_code} {_reason(response)}".strip())
        if not isinstance(answer, dict) or not isinstance(answer.get("data"), dict):
            raise errors.AnswerUnreadable(f"{response.request.url}: {response.status_code} {_media_type(response)}")
        data: Data = answer["data"]
        return data

    def read(self, kind: type[M], data: Data) -> M:
        """Return the data as its type. Raises AnswerUnknown for what another release of the server means."""
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            releases = f"client {versions.own()}, server {self.server_version or 'unknown'}"
            raise errors.AnswerUnknown(f"{where}: {first['msg']}; {releases}") from error

    def _unreachable(self, error: httpx.TransportError) -> errors.Unreachable:
        return errors.Unreachable(f"{self.url}: {str(error) or type(error).__name__}")


class Connection(_Reader):
    """A connection to one server, as one principal; waits for each answer."""

    def __init__(
        self, url: str, token: str | None = None, *, transport: httpx.BaseTransport | None = None, timeout: float = 60.0
    ) -> None:
        self.url = address(url)
        self._http = httpx.Client(headers=headers(token), transport=transport, timeout=timeout)

    def send(self, text: str, name: str | None, variables: Mapping[str, Any], **options: Any) -> httpx.Response:
        """Send a GraphQL text; `options` are those of httpx, such as `timeout`. Raises Unreachable."""
        try:
            return self._http.post(self.url, json=_body(text, name, variables), **options)
        except httpx.TransportError as error:
            raise self._unreachable(error) from error

    def query(self, text: str, variables: Mapping[str, Any] | None = None) -> Data:
        """Ask anything else: any GraphQL text; the answer is its `data`. Raises ClientError."""
        return self.get_data(self.send(text, None, variables or {}))

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncConnection(_Reader):
    """A connection to one server, as one principal; for programs with an event loop."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout: float = 60.0,
    ) -> None:
        self.url = address(url)
        self._http = httpx.AsyncClient(headers=headers(token), transport=transport, timeout=timeout)

    @classmethod
    def inside(cls, service: Any, url: str, token: str | None = None) -> Self:
        """Connect to an ASGI application in this process, as if it served at this address."""
        return cls(url, token, transport=httpx.ASGITransport(service), timeout=_UNLIMITED)

    async def send(self, text: str, name: str | None, variables: Mapping[str, Any], **options: Any) -> httpx.Response:
        """Send a GraphQL text; `options` are those of httpx, such as `timeout`. Raises Unreachable."""
        try:
            return await self._http.post(self.url, json=_body(text, name, variables), **options)
        except httpx.TransportError as error:
            raise self._unreachable(error) from error

    async def query(self, text: str, variables: Mapping[str, Any] | None = None) -> Data:
        """Ask anything else: any GraphQL text; the answer is its `data`. Raises ClientError."""
        return self.get_data(await self.send(text, None, variables or {}))

    async def close(self) -> None:
        """End the connection."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _body(text: str, name: str | None, variables: Mapping[str, Any]) -> Data:
    return {"query": text, "variables": dict(variables)} | ({"operationName": name} if name else {})


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        return None


def _reason(response: httpx.Response) -> str:
    answer = _json(response)
    if isinstance(answer, dict):
        if answer.get("errors"):
            return "; ".join(_fault(entry).message for entry in answer["errors"])
        for key in ("detail", "message", "error"):
            if isinstance(answer.get(key), str):
                return str(answer[key])
    return response.text.strip()[:200] if _media_type(response) == "text/plain" else response.reason_phrase


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip()


def _fault(entry: Any) -> errors.Fault:
    if not isinstance(entry, dict):
        return errors.Fault(message=str(entry))
    extensions = entry.get("extensions") or {}
    return errors.Fault(
        message=str(entry.get("message", "")),
        code=extensions.get("code"),
        path=tuple(entry.get("path") or ()),
        extensions=extensions,
    )
