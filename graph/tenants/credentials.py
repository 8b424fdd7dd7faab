"""Know the passwords of tenants' logins: derived from one secret, which the administrative login alone can read."""

import asyncio
import hashlib
import hmac
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from graph import errors
from graph.logins import Logins

_NEWEST: Final = "SELECT secret FROM ameide.secrets ORDER BY generation DESC LIMIT 1"
_TENANT: Final = "SELECT rolcanlogin FROM ameide.tenants JOIN pg_roles ON rolname = role WHERE name = %s"


class Credentials:
    """The logins of the tenants of one database."""

    def __init__(self, logins: Logins) -> None:
        self._logins = logins
        self._secret: str | None = None

    async def dsn(self, role: str) -> str:
        """Return the address of the database with a tenant's login. Raises StoreUnreachable, TenantMigrating."""
        if self._secret is None:
            self._secret = await asyncio.to_thread(self._read)
        return make_conninfo(self._logins.service, user=role, password=password(self._secret, role))

    async def mend(self, tenant: str, role: str) -> str:
        """Give a login that is refused its password again, and return the database's address with it.

        Whoever runs SQL as a tenant can change that password, and a backup may bring back an older secret.

        Raises TenantUnknown, TenantMigrating, StoreUnreachable.
        """
        self._secret = await asyncio.to_thread(self._mend, tenant, role)
        return await self.dsn(role)

    def _read(self) -> str:
        with self._connected() as connection:
            return secret(connection)

    def _mend(self, tenant: str, role: str) -> str:
        with self._connected() as connection:
            found = secret(connection)
            row = connection.execute(_TENANT, [tenant]).fetchone()
            if row is None:
                raise errors.TenantUnknown(tenant)
            if not row[0]:
                raise errors.TenantMigrating(tenant)
            connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(sql.Identifier(role)))
            admit(connection, role, found)
            return found

    def _connected(self) -> psycopg.Connection[Any]:
        try:
            return psycopg.connect(self._logins.admin, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as error:
            raise errors.StoreUnreachable(" ".join(str(error).split())) from None


def secret(connection: psycopg.Connection[Any]) -> str:
    """Return the newest secret. Raises TenantMigrating where the control tables have none yet."""
    try:
        row = connection.execute(_NEWEST).fetchone()
    except psycopg.errors.UndefinedTable:
        row = None
    if row is None:
        raise errors.TenantMigrating
    return str(row[0])


def password(secret: str, role: str) -> str:
    return hmac.digest(secret.encode(), role.encode(), hashlib.sha256).hex()


def admit(connection: psycopg.Connection[Any], role: str, secret: str) -> None:
    """Let a role log in with its password, of which the database gets nothing but what it compares with."""
    given = connection.pgconn.encrypt_password(password(secret, role).encode(), role.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(given.decode()))
    )
