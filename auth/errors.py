"""Errors that refuse a caller or keep the service from starting. The docstring of each is its message."""


class AuthError(Exception):
    """Signing in failed."""

    def __str__(self) -> str:
        detail = super().__str__()
        return f"{self.__doc__} ({detail})" if detail else str(self.__doc__)


class KeysMissing(AuthError):
    """Anyone on the network could ask: set AMEIDE_AUTH_KEYS to the public keys of your token issuer."""


class KeysNeeded(AuthError):
    """Without AMEIDE_AUTH_KEYS anyone who reaches this service under these names would be its administrator."""


class HostsMissing(AuthError):
    """Set AMEIDE_ALLOWED_HOSTS to the names, with ports, under which this service is reached."""


class KeysUnusable(AuthError):
    """The keys must be RSA public keys of at least 2048 bits: PEM files, a JWKS file, or a folder of them."""


class TokenMissing(AuthError):
    """Send a bearer token: `Authorization: Bearer …`."""


class TokenRefused(AuthError):
    """The token is not valid here."""


class TokenNeeded(AuthError):
    """Send a bearer token: without one, only requests that come directly from this machine are signed in."""


class OriginsUnusable(AuthError):
    """AMEIDE_ALLOWED_ORIGINS lists origins such as https://portal.example, separated by commas."""


class ProxiesUnusable(AuthError):
    """AMEIDE_TRUSTED_PROXIES lists addresses or networks, separated by commas."""
