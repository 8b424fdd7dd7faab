"""Bearer tokens: RS256, bound to one tenant."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import jwt

from auth.errors import TokenRefused
from auth.keys import KeyRing, create_key_pair, private_key
from auth.principal import Principal

_ALGORITHM: Final = "RS256"
_LONGEST: Final = 8192
_REQUIRED: Final = ("exp", "iat", "iss", "aud", "sub", "tenant")
_TENANT: Final = re.compile(r"[a-z][a-z0-9-]{0,38}[a-z0-9]")
_LONGEST_SUBJECT: Final = 255  # OpenID Connect Core 1.0, section 2
_LEEWAY: Final = timedelta(seconds=10)


def issue(
    home: Path,
    tenant: str,
    subject: str,
    roles: Iterable[str] = (),
    lifetime: timedelta = timedelta(hours=12),
    *,
    issuer: str = "ameide",
    audience: str = "ameide",
) -> str:
    """Sign a token for development with the key pair under `home`, which is made if it does not exist."""
    kid = create_key_pair(home)
    now = datetime.now(UTC)
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": subject,
        "tenant": tenant,
        "roles": sorted(roles),
        "iat": now,
        "nbf": now,
        "exp": now + lifetime,
    }
    return jwt.encode(claims, private_key(home), algorithm=_ALGORITHM, headers={"kid": kid})


def verify(token: str, keys: KeyRing, *, issuer: str, audience: str) -> Principal:
    """Return the principal of a token. Raises TokenRefused, which says why but never repeats the token."""
    if len(token) > _LONGEST:
        raise TokenRefused("too long")
    try:
        # the algorithm is ours, not the token's: neither `none` nor HS256 with a public key gets through
        claims = jwt.decode(
            token,
            _key(token, keys),
            algorithms=[_ALGORITHM],
            issuer=issuer,
            audience=audience,
            leeway=_LEEWAY,
            options={"require": list(_REQUIRED)},
        )
    except jwt.PyJWTError as exc:
        raise TokenRefused(str(exc)) from exc
    return _principal(claims)


def _key(token: str, keys: KeyRing) -> Any:
    header = jwt.get_unverified_header(token)
    kid = header.get("kid")
    key = keys.get(kid) if isinstance(kid, str) else None
    if header.get("alg") != _ALGORITHM or key is None:
        raise TokenRefused("it is not signed with RS256 by a trusted key")
    return key


def _printable(subject: str) -> bool:
    return 0 < len(subject) <= _LONGEST_SUBJECT and subject.isprintable() and bool(subject.strip())


def _principal(claims: dict[str, Any]) -> Principal:
    tenant, subject, roles = claims["tenant"], claims["sub"], claims.get("roles", [])
    if not isinstance(tenant, str) or not _TENANT.fullmatch(tenant):
        raise TokenRefused("its tenant is no name of a tenant")
    if not isinstance(subject, str) or not _printable(subject):
        raise TokenRefused(f"its subject is not a printable text of 1 to {_LONGEST_SUBJECT} characters")
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise TokenRefused("its roles are no list of names")
    return Principal(tenant, subject, claims["iss"], frozenset(roles))
