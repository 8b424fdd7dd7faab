"""Identify this Ameide: its release, its commit, and the digest of the code that generates."""

import hashlib
import os
import subprocess
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.provenance.build import Builder

_HERE = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def builder() -> Builder:
    """Return this process's Ameide. Read once: a running process does not change its code."""
    return Builder(version=release(), commit=_commit(), digest=_digest())


def release() -> str:
    """Return the version of Ameide; `0+unknown` if it is not installed."""
    try:
        return version("ameide")
    except PackageNotFoundError:
        return "0+unknown"


def _commit() -> str | None:
    """Return AMEIDE_COMMIT if the image sets it, else the commit of the checkout; `-dirty` with uncommitted changes."""
    if stated := os.environ.get("AMEIDE_COMMIT"):
        return stated
    if not (_HERE.parent / ".git").exists():
        return None
    command = ["git", "-C", str(_HERE.parent), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def _digest() -> str:
    files = sorted(path for path in _HERE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(_HERE).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
