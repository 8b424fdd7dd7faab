"""Validate names of tenants and derive the names of their schemas, roles and main database."""

import re
from typing import Final

from graph import errors

NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,38}[a-z0-9]")

MAIN: Final = "main"
"""The database that the control tables are in; further ones have the names that the settings give them."""


def graph_name(tenant: str) -> str:
    """Return the schema of a tenant's graph. Raises TenantNameRefused."""
    if not NAME.fullmatch(tenant):
        raise errors.TenantNameRefused(tenant[:80])
    return "t_" + tenant.replace("-", "_")


def role_name(tenant: str, database: int) -> str:
    """Return the role of a tenant; roles are cluster wide, so it names the database (its oid) too."""
    return f"{graph_name(tenant)}_{database}"
