"""Digest everything that decides the bytes of a target in this folder."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

_TARGETS = Path(__file__).parents[1]


def digests(*folders: str) -> Mapping[str, str]:
    """Return path and SHA-256 of every file in these folders of `pipeline/targets/`, code and templates alike."""
    found = {
        path.relative_to(_TARGETS).as_posix(): path
        for folder in folders
        for path in (_TARGETS / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(found.items())}
