"""The SDK for programs with an event loop."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import wraps
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self

import httpx

from client import ending, exchange, exports, operations, paths, search, waiving
from client.exchange import Operation, Paged, T

P = ParamSpec("P")
_UNLIMITED = 3600.0  # seconds; nothing is on the way that could be lost


def _asks(operation: Callable[P, Operation[T]]) -> "Callable[Concatenate[AsyncClient, P], Awaitable[T]]":
    @wraps(operation)
    async def ask(client: "AsyncClient", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await client.run(operation(*args, **kwargs))

    return ask


class AsyncClient:
    """A connection to one server, as one principal. What each method does: client/operations.py."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout: float = 60.0,
    ) -> None:
        self.url = exchange.address(url)
        self._http = httpx.AsyncClient(headers=exchange.headers(token), transport=transport, timeout=timeout)

    @classmethod
    def inside(cls, service: Any, url: str, token: str | None = None) -> Self:
        """To an ASGI application in this process, as if it served there."""
        return cls(url, token, transport=httpx.ASGITransport(service), timeout=_UNLIMITED)

    async def run(self, operation: Operation[T]) -> T:
        """Ask one question. Raises ClientError."""
        try:
            response = await self._http.post(self.url, json=operation.body())
        except httpx.TransportError as error:
            raise exchange.unreachable(error, self.url) from error
        return operation.read(exchange.data_of(response))

    async def every(self, ask: Paged[T]) -> AsyncIterator[T]:
        """All items of a list, page after page: `client.every(operations.models)`."""
        page = await self.run(ask(after=None))
        for item in page.items:
            yield item
        while page.next is not None:
            page = await self.run(ask(after=page.next))
            for item in page.items:
                yield item

    query = _asks(operations.query)
    viewer = _asks(operations.viewer)
    targets = _asks(operations.targets)
    models = _asks(operations.models)
    node = _asks(operations.node)
    search = _asks(search.search)
    import_model = _asks(operations.import_model)
    generate = _asks(operations.generate)
    artefacts = _asks(operations.artefacts)
    create_tenant = _asks(operations.create_tenant)
    retire_model = _asks(ending.retire_model)
    erase_model = _asks(ending.erase_model)
    prune_builds = _asks(ending.prune_builds)
    waive_finding = _asks(waiving.waive_finding)
    withdraw_waiver = _asks(waiving.withdraw_waiver)
    paths = _asks(paths.paths)
    lineage = _asks(operations.lineage)
    impact = _asks(operations.impact)
    export = _asks(exports.export)
    diff = _asks(operations.diff)
    change_impact = _asks(operations.change_impact)

    async def close(self) -> None:
        """End the connection."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
