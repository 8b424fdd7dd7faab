"""Read the body of a request into bounded memory."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, TypeVar

from starlette.requests import ClientDisconnect, Request

from resolvers.http.json_body import MOST_VALUES, JsonBody, TooManyValues

_SMALL: Final = 64 * 1024
_PIECE: Final = 256 * 1024
_WAIT_SECONDS: Final = 120
_SEND_SECONDS: Final = 120


class BadRequest(Exception):
    """The request cannot be read; the status, the code and the message say why."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class PlainBody:
    """A body that is taken as it is."""

    def __init__(self) -> None:
        self.body = bytearray()

    def add(self, piece: bytes) -> None:
        """Take the next piece."""
        self.body += piece


_Kind = TypeVar("_Kind", JsonBody, PlainBody)


class Bodies:
    """The bodies that are held at the same time: two of the largest, one of them by the same tenant."""

    def __init__(self, max_document_bytes: int) -> None:
        self._most_document = max_document_bytes
        # quotes of a document are escaped in JSON, its bytes grow by a third in base64
        self._largest = 2 * max_document_bytes + 1024 * 1024
        self._held: Counter[str] = Counter()
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def body(self, request: Request, tenant: str, kind: type[_Kind]) -> AsyncIterator[_Kind]:
        """Read the body, when there is room for it; the room is free again at the end. Raises BadRequest."""
        size = self._announced(request)
        if size <= _SMALL:
            yield await self._read(request, size, kind)
            return
        await self._take(tenant, size)
        try:
            yield await self._read(request, size, kind)
        finally:
            async with self._changed:
                self._held[tenant] -= size
                self._held += Counter()  # forgets tenants that hold nothing
                self._changed.notify_all()

    def _announced(self, request: Request) -> int:
        stated = request.headers.get("content-length", "")
        size = int(stated) if stated.isdecimal() and len(stated) < 20 else self._largest
        if size > self._largest:
            raise self._too_large()
        return size

    async def _take(self, tenant: str, size: int) -> None:
        try:
            async with asyncio.timeout(_WAIT_SECONDS), self._changed:
                await self._changed.wait_for(lambda: self._fits(tenant, size))
                self._held[tenant] += size
        except TimeoutError:
            message = "Too many large requests are being answered; send it again later."
            raise BadRequest(503, "BUSY", message) from None

    def _fits(self, tenant: str, size: int) -> bool:
        return self._held[tenant] + size <= self._largest and self._held.total() + size <= 2 * self._largest

    async def _read(self, request: Request, size: int, kind: type[_Kind]) -> _Kind:
        read = kind()
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                async for chunk in request.stream():
                    if len(read.body) + len(chunk) > size:
                        raise self._too_large()
                    await _add(read, chunk)
        except ClientDisconnect:
            raise BadRequest(400, "NOT_JSON" if kind is JsonBody else "ENDED_EARLY", "The body ended early.") from None
        except TimeoutError:
            raise BadRequest(408, "TOO_SLOW", f"The body did not come within {_SEND_SECONDS} s.") from None
        except TooManyValues:
            raise BadRequest(413, "TOO_LARGE", f"A request holds at most {MOST_VALUES} JSON values.") from None
        return read

    def _too_large(self) -> BadRequest:
        return BadRequest(413, "TOO_LARGE", f"A document has at most {self._most_document} bytes.")


async def _add(read: JsonBody | PlainBody, chunk: bytes) -> None:
    for start in range(0, len(chunk), _PIECE):
        read.add(chunk[start : start + _PIECE])
        if len(chunk) > _PIECE:
            await asyncio.sleep(0)
