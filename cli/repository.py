"""Ask git where files come from: their paths in the repository, their authors, and the commit that holds them.

A repository is whoever's: no command that it configures is run, and nothing is fetched. So files are compared with
the commit by their digests here, since `git status` runs filters of the repository.
"""

import hashlib
import os
import re
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cli.arguments import STDIN

_SECONDS: Final = 30
_MOST_BYTES: Final = 64 * 2**20
"""Bytes of an answer of git that are read."""
GIT: Final = (
    "git", "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "-c", "core.hooksPath=/dev/null",
    "-c", "log.showSignature=false", "--no-optional-locks", "--no-pager",
)  # fmt: skip
_HERE: Final = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
_USER: Final = re.compile(r"^([a-z][a-z0-9+.-]*://)[^/@]*@", re.I)
_COMMIT, _AUTHOR = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a file: its path and commit in a repository."""

    path: str
    """The path in the repository, with `/`."""
    commit: str | None
    """The commit that is checked out, if the file is in it as it is here."""
    author: str | None = None
    """The author of the last commit that changed the file."""
    collection: str | None = None
    """Address of the repository, or its folder."""


def origins(files: Iterable[Path]) -> Mapping[Path, Origin]:
    """Return the origins of those files that lie in a repository; of none where git is not installed."""
    found: dict[Path, dict[Path, str]] = {}
    for file in files:
        if file != STDIN and (root := _root(file)) is not None:
            path = file.absolute().relative_to(root).as_posix()
            found.setdefault(root, {})[file] = path
    return {file: origin for root, paths in found.items() for file, origin in _in(root, paths).items()}


def root_of(folder: Path) -> Path | None:
    """Return the root of the working tree that a folder lies in."""
    return folder.absolute() if (folder / ".git").exists() else _root(folder)


def address(root: Path) -> str:
    """Return the address of the repository that a working tree was cloned from, without a password; else its folder."""
    told = (asked(root, "config", "--get", "remote.origin.url") or "").strip()
    return without_user(told) if told and told.isprintable() else root.resolve().as_uri()


def without_user(told: str) -> str:
    return _USER.sub(r"\1", told)


def authors(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return the author of the last commit that changed each path, as far as the history tells within bounds."""
    wanted, found = set(paths), dict[str, str]()
    form = f"--format={_COMMIT}%H{_AUTHOR}%an <%ae>"
    command = ["log", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--name-only", "-m", form, "HEAD"]
    author = ""
    for told in _lines(root, command):
        name = told.lstrip("\n")
        if name.startswith(_COMMIT) and _AUTHOR in name:
            author = name.partition(_AUTHOR)[2]
        elif name in wanted:
            found[name] = author
            wanted.discard(name)
        if not wanted:
            break
    return {path: author for path, author in found.items() if author.isprintable() and len(author) <= 300}


def _root(file: Path) -> Path | None:
    return next((folder for folder in file.absolute().parents if (folder / ".git").exists()), None)


def _in(root: Path, paths: Mapping[Path, str]) -> dict[Path, Origin]:
    commit = (asked(root, "rev-parse", "--verify", "--quiet", "HEAD") or "").strip()
    held = dict(_held(asked(root, "ls-tree", "-r", "-z", "--full-tree", "HEAD") or "")) if commit else {}
    every = {path for below in paths.values() for path in _below(root, below, held)}
    wrote, where = authors(root, every) if commit else {}, address(root)
    found = {}
    for file, path in paths.items():
        inside = _below(root, path, held)
        same = bool(inside) and all(_digest(root / each, held.get(each, "")) for each in inside)
        author = next((wrote[each] for each in inside if each in wrote), None)
        found[file] = Origin(path, commit if commit and same else None, author if same else None, where)
    return found


def _below(root: Path, path: str, held: Mapping[str, str]) -> list[str]:
    """Return the paths of a model: its own, or those of all files of its folder."""
    if not (root / path).is_dir():
        return [path]
    begins = "" if path == "." else f"{path}/"
    return sorted({each for each in held if each.startswith(begins)} | {*_files(root, root / path)})


def _files(root: Path, folder: Path) -> Iterator[str]:
    for each in folder.rglob("*.xml"):
        if each.is_file():
            yield each.relative_to(root).as_posix()


def _held(told: str) -> Iterator[tuple[str, str]]:
    for entry in told.split("\0"):
        about, tab, path = entry.partition("\t")
        if tab:
            yield path, about.split(" ")[-1]


def _digest(file: Path, held: str) -> bool:
    """Return true if a file has the digest that git holds, with the ends of lines as they are or as on Unix."""
    try:
        content = file.read_bytes()
    except OSError:
        return False
    made = hashlib.sha1 if len(held) == 40 else hashlib.sha256
    for each in (content, content.replace(b"\r\n", b"\n")):
        if made(b"blob %d\0" % len(each) + each).hexdigest() == held:  # git names by it; it protects nothing here
            return True
    return False


def asked(root: Path, *arguments: str) -> str | None:
    """Return what git answers; None where it cannot."""
    command = [*GIT, "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS, env={**os.environ, **_HERE})
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None


def _lines(root: Path, arguments: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a long answer of git that end in NUL, and end git when no more are wanted."""
    command = [*GIT, "-C", str(root), *arguments]
    try:
        running = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **_HERE}
        )
    except OSError:
        return
    with running:
        try:
            rest, read, until = b"", 0, time.monotonic() + _SECONDS
            while running.stdout and (piece := running.stdout.read(65_536)):
                read += len(piece)
                if read > _MOST_BYTES or time.monotonic() > until:
                    return
                *whole, rest = (rest + piece).split(b"\0")
                yield from (each.decode("utf-8", "surrogateescape") for each in whole)
            yield rest.decode("utf-8", "surrogateescape")
        finally:
            running.kill()
