"""Make pages from answers of the store."""

from collections.abc import Sequence
from typing import TypeVar

from schema.connection import Connection, Edge, PageInfo

Item = TypeVar("Item")


def page_info(cursors: Sequence[str], has_next: bool, after: str | None) -> PageInfo:
    return PageInfo(
        has_next_page=has_next,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def connection(total: int, items: Sequence[tuple[str, Item]], has_next: bool, after: str | None) -> Connection[Item]:
    """Make a page of (cursor, node)."""
    return Connection(
        total_count=total,
        page_info=page_info([cursor for cursor, _ in items], has_next, after),
        edges=[Edge(cursor=cursor, node=node) for cursor, node in items],
    )
