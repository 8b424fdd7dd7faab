"""Spell JSON in one way and digest it: equal things get equal digests."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def canonical(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Write JSON in canonical form: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest_of(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return the SHA-256 of a JSON value in canonical form; 64 hex digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def digest_of_each(values: Iterable[Mapping[str, Any]]) -> str:
    """Digest a list that is never held as a whole."""
    digest, before = hashlib.sha256(b"["), b""
    for value in values:
        digest.update(before + canonical(value).encode())
        before = b","
    digest.update(b"]")
    return digest.hexdigest()
