"""Keys that sign and verify tokens: a key pair for development, public keys of an issuer."""

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from auth.errors import KeysUnusable

_log = logging.getLogger("ameide.auth")

_LEAST_BITS: Final = 2048
_SUFFIXES: Final = frozenset({".pem", ".json", ".jwks"})


def trusted_folder(home: Path) -> Path:
    """Return the folder of public keys that a service on loopback trusts."""
    return home / "keys"


def signing_key(home: Path) -> Path:
    """Return the path of the private key for development."""
    return home / "signing-key.pem"


def create_key_pair(home: Path) -> str:
    """Make a key pair for development and return its id; the one that is there, if there is one."""
    path = signing_key(home)
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        _write_private(path, rsa.generate_private_key(public_exponent=65537, key_size=3072))
    public = private_key(home).public_key()
    kid = key_id(public)
    published = trusted_folder(home) / f"{kid}.pem"
    if not published.exists():
        published.parent.mkdir(mode=0o700, exist_ok=True)
        published.write_bytes(
            public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        )
    return kid


def private_key(home: Path) -> rsa.RSAPrivateKey:
    """Read the private key for development. Raises KeysUnusable."""
    path = signing_key(home)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as exc:
        raise KeysUnusable(str(path)) from exc
    if not isinstance(key, rsa.RSAPrivateKey):
        raise KeysUnusable(str(path))
    return key


def key_id(key: rsa.RSAPublicKey) -> str:
    """Compute the key's JWK thumbprint (RFC 7638)."""
    jwk = RSAAlgorithm.to_jwk(key, as_dict=True)
    required = {name: jwk[name] for name in ("e", "kty", "n")}
    digest = hashlib.sha256(json.dumps(required, separators=(",", ":"), sort_keys=True).encode()).digest()
    return jwt.utils.base64url_encode(digest).decode()


class KeyRing:
    """The public keys in a file or folder, by id; read again when it changes, so that keys can be rotated."""

    def __init__(self, place: Path) -> None:
        """Read the keys. Raises KeysUnusable."""
        self._place = place
        self._read: dict[Path, tuple[int, dict[str, rsa.RSAPublicKey]]] = {}
        for path in _files(place):
            self._read[path] = path.stat().st_mtime_ns, dict(_keys(path))

    def __len__(self) -> int:
        return sum(len(keys) for _, keys in self._read.values())

    def get(self, kid: str) -> rsa.RSAPublicKey | None:
        """Return the key with this id if it is trusted now."""
        self._refresh()
        return next((keys[kid] for _, keys in self._read.values() if kid in keys), None)

    def _refresh(self) -> None:
        # a file that is being written must not shut out the keys of the others, nor those it held before
        known, self._read = self._read, {}
        for path in _files(self._place):
            changed, keys = known.get(path, (0, {}))
            try:
                if (now := path.stat().st_mtime_ns) != changed:
                    changed, keys = now, dict(_keys(path))
            except (KeysUnusable, OSError) as exc:
                _log.warning("keys were not read: %s", exc)
            self._read[path] = changed, keys


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(path for path in place.iterdir() if path.suffix in _SUFFIXES)
    return [place] if place.is_file() else []


def _keys(path: Path) -> Iterator[tuple[str, rsa.RSAPublicKey]]:
    text = path.read_bytes()
    try:
        if text.lstrip().startswith(b"{"):
            for jwk in jwt.PyJWKSet.from_json(text.decode()).keys:
                # identity providers publish encryption and elliptic-curve keys in the same set
                if jwk.key_type == "RSA" and jwk.public_key_use != "enc":
                    yield jwk.key_id or key_id(_fit(jwk.key, path)), _fit(jwk.key, path)
        else:
            key = _fit(serialization.load_pem_public_key(text), path)
            yield key_id(key), key
    except (ValueError, TypeError, jwt.PyJWTError, UnsupportedAlgorithm) as exc:
        raise KeysUnusable(str(path)) from exc


def _fit(key: object, path: Path) -> rsa.RSAPublicKey:
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _LEAST_BITS:
        raise KeysUnusable(str(path))
    return key


def _write_private(path: Path, key: rsa.RSAPrivateKey) -> None:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    # O_EXCL and the mode at creation: nobody else can have opened the file before it was private
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
