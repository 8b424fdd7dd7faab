"""Check digests before content is asked for or kept."""

import hashlib
import re
from collections.abc import Mapping
from typing import Final

from graph import errors

DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def check(contents: Mapping[str, bytes]) -> None:
    """Raises BatchRefused where a content is not what its digest says."""
    for digest, content in contents.items():
        if hashlib.sha256(content).hexdigest() != digest:
            raise errors.BatchRefused(f"content is not what its digest says: {digest[:80]!r}")
