"""Make a tenant's role a login of its own, which nobody else can become and which can become nobody else."""

from typing import Any, Final

import psycopg
from psycopg import sql

from graph.tenants import credentials

LAW: Final = "1"
"""Version of the way in which logins are made. Raise it with every change; all logins are then made again."""

_MEMBERS: Final = """
    SELECT DISTINCT member::regrole::text FROM pg_auth_members
    WHERE roleid = %s::regrole AND NOT admin_option AND member <> current_user::regrole
"""
_EVERYBODY: Final = "SELECT 'ameide_tenants_' || oid FROM pg_database WHERE datname = current_database()"


def install(connection: psycopg.Connection[Any], graph: str, role: str) -> None:
    """Let the role log in and connect to this database; earlier releases let the service become every tenant."""
    for (member,) in connection.execute(_MEMBERS, [role]).fetchall():
        connection.execute(f'REVOKE "{role}" FROM {member}'.encode())
    for (everybody,) in connection.execute(_EVERYBODY).fetchall():
        granted = sql.SQL("GRANT {} TO {} WITH INHERIT TRUE, SET FALSE")
        connection.execute(granted.format(sql.Identifier(everybody), sql.Identifier(role)))
    credentials.admit(connection, role, credentials.secret(connection))
