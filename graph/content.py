"""Say what holds content, and check digests before it is asked for or kept."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from graph import errors

DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def check(contents: Mapping[str, bytes]) -> None:
    """Raise BatchRefused if a content does not have its digest."""
    for digest, content in contents.items():
        if hashlib.sha256(content).hexdigest() != digest:
            raise errors.BatchRefused(f"content is not what its digest says: {digest[:80]!r}")


class Content(Protocol):
    """A tenant's bytes by SHA-256 (64 hex digits); equal bytes are stored once."""

    async def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep these bytes. Writing units only; kept or lost with the unit."""

    async def get(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Return the bytes for these digests. Raises ContentUnknown."""
