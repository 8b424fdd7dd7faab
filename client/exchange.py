"""One question and its answer as HTTP; the same for sync and async."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import httpx

from client import errors
from client.answers import Page

T = TypeVar("T")
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation(Generic[T]):
    """A GraphQL text, its variables, and how to read the answer."""

    document: str
    variables: Mapping[str, Any]
    read: Callable[[Data], T]

    def body(self) -> dict[str, Any]:
        """What is sent."""
        return {"query": self.document, "variables": dict(self.variables)}


class Paged(Protocol[T]):
    """An operation that answers a page and can be asked for the next one."""

    def __call__(self, *, after: str | None) -> Operation[Page[T]]:
        """The page after this cursor; the first one without."""
        ...


def address(url: str) -> str:
    """The GraphQL endpoint of a server. Raises ValueError where the url is none."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ValueError(f"not the address of a server: {url!r}") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise ValueError(f"not the address of a server: {url!r}")
    path = parsed.path.rstrip("/")
    return str(parsed.copy_with(path=path if path.endswith("/graphql") else f"{path}/graphql"))


def headers(token: str | None) -> dict[str, str]:
    """What goes with every request."""
    accepted = {"Accept": "application/json", "User-Agent": "ameide-client"}
    return accepted | {"Authorization": f"Bearer {token}"} if token else accepted


def data_of(response: httpx.Response) -> Data:
    """The data of an answer. Raises Unauthorised, RequestRefused, AnswerUnreadable, GraphQLFailed."""
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


def unreachable(error: httpx.TransportError, url: str) -> errors.Unreachable:
    """What a failed connection means to the caller."""
    reason = str(error) or type(error).__name__
    return errors.Unreachable(f"{url}: {reason}")


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
