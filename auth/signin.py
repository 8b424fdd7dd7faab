"""Signing in: the Authorization header of a request becomes its Principal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from auth.errors import KeysMissing, KeysNeeded, KeysUnusable, TokenMissing, TokenNeeded, TokenRefused
from auth.keys import KeyRing, trusted_folder
from auth.origin import foreign_hosts
from auth.principal import PLATFORM_ADMIN, Principal
from auth.tokens import issue, verify
from settings import Settings

LOCAL_ISSUER: Final = "ameide:local"


@dataclass(frozen=True, slots=True)
class SignIn:
    """The ways in which requests are signed in."""

    keys: KeyRing
    issuer: str
    audience: str
    itself: Principal | None
    """Principal of requests without a token; None if a token is required."""

    def __call__(self, authorization: list[str], *, direct: bool) -> Principal:
        """Return the principal of these Authorization headers. A bad token never counts as none. Raises AuthError.

        Without a token, only a request that came directly from this machine is signed in.
        """
        if not authorization:
            if self.itself is None:
                raise TokenMissing
            if not direct:
                raise TokenNeeded
            return self.itself
        scheme, _, token = authorization[0].partition(" ")
        if len(authorization) > 1 or scheme.lower() != "bearer" or not token.strip():
            raise TokenRefused("it must be one bearer token")
        return verify(token.strip(), self.keys, issuer=self.issuer, audience=self.audience)


def sign_in(settings: Settings) -> SignIn:
    """Build the sign-in that these settings ask for. Raises KeysMissing where anyone on the network could ask."""
    if settings.auth_keys is None and not settings.loopback:
        raise KeysMissing
    if settings.auth_keys is None and (foreign := foreign_hosts(settings)):
        raise KeysNeeded(", ".join(sorted(foreign)))
    keys = KeyRing(settings.auth_keys or trusted_folder(settings.home))
    if settings.auth_keys is not None and not len(keys):
        raise KeysUnusable(str(settings.auth_keys))
    itself = None if settings.auth_keys is not None else _local(settings.tenant)
    return SignIn(keys, settings.auth_issuer, settings.auth_audience, itself)


def issue_token(settings: Settings, tenant: str, subject: str, roles: Iterable[str], lifetime: timedelta) -> str:
    """Return a token for development: a service on loopback with the same home trusts it. Raises AuthError."""
    issuer, audience = settings.auth_issuer, settings.auth_audience
    return issue(settings.home, tenant, subject, roles, lifetime, issuer=issuer, audience=audience)


def _local(tenant: str) -> Principal:
    return Principal(tenant, "local", LOCAL_ISSUER, frozenset({PLATFORM_ADMIN}))
