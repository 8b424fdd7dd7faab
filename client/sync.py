"""The SDK for programs that wait for each answer."""

from collections.abc import Callable, Iterator
from functools import wraps
from types import TracebackType
from typing import Concatenate, ParamSpec, Self

import httpx

from client import ending, exchange, exports, operations, paths, search, waiving
from client.exchange import Operation, Paged, T

P = ParamSpec("P")


def _asks(operation: Callable[P, Operation[T]]) -> "Callable[Concatenate[Client, P], T]":
    @wraps(operation)
    def ask(client: "Client", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return client.run(operation(*args, **kwargs))

    return ask


class Client:
    """A connection to one server, as one principal. What each method does: client/operations.py."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
        timeout: float = 60.0,
    ) -> None:
        self.url = exchange.address(url)
        self._http = httpx.Client(headers=exchange.headers(token), transport=transport, timeout=timeout)

    def run(self, operation: Operation[T]) -> T:
        """Ask one question. Raises ClientError."""
        try:
            response = self._http.post(self.url, json=operation.body())
        except httpx.TransportError as error:
            raise exchange.unreachable(error, self.url) from error
        return operation.read(exchange.data_of(response))

    def every(self, ask: Paged[T]) -> Iterator[T]:
        """All items of a list, page after page: `client.every(operations.models)`."""
        page = self.run(ask(after=None))
        yield from page.items
        while page.next is not None:
            page = self.run(ask(after=page.next))
            yield from page.items

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

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
