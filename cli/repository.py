"""Ask git where files come from: their paths in the repository, and the commit that holds them as they are."""

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cli.arguments import STDIN

_SECONDS: Final = 30
# the repository is whoever's, and must not have commands of its own run
_GIT: Final = ("git", "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "--no-optional-locks")


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a file: its path and commit in a repository."""

    path: str
    """The path in the repository, with `/`."""
    commit: str | None
    """The commit that is checked out, if the file is in it as it is here."""


def origins(files: Iterable[Path]) -> Mapping[Path, Origin]:
    """Return the origins of those files that lie in a repository; of none where git is not installed."""
    found: dict[Path, dict[Path, str]] = {}
    for file in files:
        if file != STDIN and (root := _root(file)) is not None:
            found.setdefault(root, {})[file] = file.absolute().relative_to(root).as_posix()
    return {file: origin for root, paths in found.items() for file, origin in _in(root, paths).items()}


def _root(file: Path) -> Path | None:
    return next((folder for folder in file.absolute().parents if (folder / ".git").exists()), None)


def _in(root: Path, paths: Mapping[Path, str]) -> dict[Path, Origin]:
    commit = _asked(root, "rev-parse", "--verify", "--quiet", "HEAD")
    tracked = set((_asked(root, "ls-files", "-z") or "").split("\0"))
    status = (_asked(root, "status", "--porcelain", "-z", "--untracked-files=no") or "").split("\0")
    changed = {entry[3:] for entry in status if len(entry) > 3} | set(status)
    return {
        file: Origin(path, commit.strip() if commit and path in tracked - changed else None)
        for file, path in paths.items()
    }


def _asked(root: Path, *arguments: str) -> str | None:
    """Return what git answers; None where it cannot."""
    command = [*_GIT, "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
