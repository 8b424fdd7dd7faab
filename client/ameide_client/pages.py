"""Iterate over all items of a list, page after page: `every(lambda after: client.models(after=after))`."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class PageInfo(Protocol):
    """The end of a page."""

    @property
    def has_next_page(self) -> bool: ...
    @property
    def end_cursor(self) -> str | None: ...


class Page(Protocol[T_co]):
    """A part of a list, as every connection of the API is."""

    @property
    def nodes(self) -> Sequence[T_co]: ...
    @property
    def page_info(self) -> PageInfo: ...


def every(ask: Callable[[str | None], Page[T]]) -> Iterator[T]:
    """Yield all items; `ask` is given the cursor that a page begins after."""
    page = ask(None)
    yield from page.nodes
    while page.page_info.has_next_page:
        page = ask(page.page_info.end_cursor)
        yield from page.nodes


async def every_async(ask: Callable[[str | None], Awaitable[Page[T]]]) -> AsyncIterator[T]:
    """Yield all items, for an AsyncClient."""
    page = await ask(None)
    for node in page.nodes:
        yield node
    while page.page_info.has_next_page:
        page = await ask(page.page_info.end_cursor)
        for node in page.nodes:
            yield node
