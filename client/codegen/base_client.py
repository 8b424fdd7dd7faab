"""Base classes of the generated clients, with the names and methods that ariadne-codegen expects."""

from typing import Any

import httpx
from pydantic import BaseModel

from ameide_client.connection import AsyncConnection, Connection

from .base_model import UNSET


class AsyncBaseClient(AsyncConnection):
    """A client for programs with an event loop."""

    async def execute(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None, **options: Any
    ) -> httpx.Response:
        """Send one operation. Raises Unreachable."""
        return await self.send(query, operation_name, _sent(variables), **options)


class BaseClient(Connection):
    """A client for programs that wait for each answer."""

    def execute(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None, **options: Any
    ) -> httpx.Response:
        """Send one operation. Raises Unreachable."""
        return self.send(query, operation_name, _sent(variables), **options)


def _sent(variables: dict[str, Any] | None) -> dict[str, Any]:
    """Leave out what was not said: null means null."""
    return {name: _plain(value) for name, value in (variables or {}).items() if value is not UNSET}


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json", by_alias=True, exclude_unset=True) if isinstance(value, BaseModel) else value
