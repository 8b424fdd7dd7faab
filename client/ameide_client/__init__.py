"""A typed client of Ameide's GraphQL API: `Client` waits for each answer, `AsyncClient` does not.

Each file of client/operations is a method of both; what they take and answer is in `ameide_client.generated`.
"""

from ameide_client.generated.async_client import AsyncClient
from ameide_client.generated.client import Client

__all__ = ["AsyncClient", "Client"]
