"""Start an embedded database for one run alone."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import make_conninfo

from graph import embedded
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.logins import Logins, logins
from graph.tenants.administration import Tenants
from settings import Settings


@dataclass(frozen=True, slots=True)
class Database:
    """A database server that is started, migrated and connected."""

    settings: Settings
    logins: Logins
    tenants: Tenants
    graphs: AgeGraphs

    @property
    def superuser(self) -> str:
        """Return the DSN of the superuser, who may do what the store's own logins may not."""
        password = embedded.secret(self.settings.home, embedded.SUPERUSER)
        return make_conninfo(self.logins.admin, user=embedded.SUPERUSER, password=password)


@asynccontextmanager
async def database(tenant: str = "bench") -> AsyncIterator[Database]:
    """Start a database in a folder that is removed when the block ends."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), database_url=None, tenant=tenant)
        async with logins(settings) as found:
            tenants = Tenants(found, schema)
            await tenants.migrate()
            graphs = await AgeGraphs.open(found, settings)
            try:
                yield Database(settings, found, tenants, graphs)
            finally:
                await graphs.close()
