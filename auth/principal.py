"""Principal: the caller, its tenant and its roles."""

from dataclasses import dataclass
from typing import Final

PLATFORM_ADMIN: Final = "platform-admin"
"""Role that may create tenants, and what an administrator of its tenant may."""
ADMIN: Final = "admin"
"""Role that may remove for good what its tenant holds."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller of a request. The tenant is taken from here and nowhere else."""

    tenant: str
    subject: str
    issuer: str
    roles: frozenset[str] = frozenset()
