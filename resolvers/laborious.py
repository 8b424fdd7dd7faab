"""Run a field whose work is more than reading: count that work, and end it with the request's time."""

from collections.abc import Awaitable, Callable
from typing import Any

from strawberry.extensions import FieldExtension

from resolvers.context import Info
from resolvers.cost import work


class Laborious(FieldExtension):
    """Charge the field's work before it begins, and cancel it when the request's time is over."""

    async def resolve_async(self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, **kwargs: Any) -> Any:
        """Resolve the field. Raises Refused."""
        info.context.cost.charge(work(f"{info._raw_info.parent_type.name}.{info.field_name}", kwargs))
        async with info.context.deadline.bounding():
            return await next_(source, info, **kwargs)
