"""Fetch what is imported from elsewhere: the models of archives and git repositories, into a folder of their own.

Both are whoever's. Of a repository only its objects are fetched: nothing is checked out, so no hook, filter, link or
submodule of it has an effect. Of an archive only models are written, below the folder.
"""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final, cast

from cli import reading, repository
from cli.errors import CommandError
from cli.repository import Origin

_ADDRESS: Final = re.compile(r"(https?|ssh|git|file)://.+|[\w.-]+@[\w.-]+:.+", re.I)
_ARCHIVES: Final = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_SECONDS: Final = 600
_MOST_BYTES: Final = 2**30
"""Bytes of a repository, and of the models in it."""
_MOST_FILES: Final = 200_000
_SETTINGS: Final = {".ameideignore", ".ameide.toml"}
"""Hidden files that say how the others are imported."""
_FETCHING: Final = {"GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", "GIT_TERMINAL_PROMPT": "0"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An archive or a repository, with its models in a folder."""

    named: str
    """The argument."""
    folder: Path
    address: str
    skipped: int = 0
    ignored: int = 0
    paths: frozenset[str] = frozenset()
    """All files, whether they are models or not."""
    commit: str | None = None
    authors: Mapping[str, str] = field(default_factory=dict)

    def origin(self, file: Path) -> Origin:
        path = file.relative_to(self.folder).as_posix()
        below = sorted(each for each in self.authors if each.startswith(f"{path}/")) if file.is_dir() else [path]
        author = next((self.authors[each] for each in below if each in self.authors), None)
        return Origin(path, self.commit, author, self.address)


def is_elsewhere(argument: str) -> bool:
    """Return true for an archive of files, the address of a repository, and a repository without a working tree."""
    if _ADDRESS.fullmatch(argument):
        return True
    path = Path(argument)
    return (path.is_file() and argument.lower().endswith(_ARCHIVES)) or _is_bare(path)


@contextmanager
def fetched(arguments: Sequence[str]) -> Iterator[dict[str, Fetched]]:
    """Fetch the arguments that are archives or repositories, until the end of the block. Raises CommandError."""
    with tempfile.TemporaryDirectory(prefix="ameide-import-") as place:
        found: dict[str, Fetched] = {}
        for number, argument in enumerate(arguments):
            if is_elsewhere(argument) and argument not in found:
                folder = Path(place, str(number), _name(argument))
                folder.mkdir(parents=True)
                is_archive = Path(argument).is_file() and not _ADDRESS.fullmatch(argument)
                found[argument] = (_unpacked if is_archive else _cloned)(argument, folder)
        yield found


def _is_bare(path: Path) -> bool:
    return (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()


def _name(argument: str) -> str:
    last = re.split(r"[/:\\]", argument.rstrip("/\\"))[-1]
    for ending in (".git", *_ARCHIVES):
        last = last.removesuffix(ending)
    return re.sub(r"[^\w.-]", "-", last).strip(".") or "models"


def _unpacked(argument: str, folder: Path) -> Fetched:
    from pipeline.ir.document import Problem
    from pipeline.operations import archives

    content = reading.content(Path(argument))
    if archives.is_document(content):
        (folder / "model.archimate").write_bytes(content)
        return Fetched(argument, folder, Path(argument).resolve().as_uri())
    found = archives.searched(content, reading.LONGEST_FILE)
    if isinstance(found, Problem):
        raise CommandError(f"{argument}: {found.message}", code=found.code)
    if found.refused:
        path, why = found.refused[0]
        raise CommandError(f"{argument}: {path}: {why.message}", code=why.code)
    inside = found.gathered
    paths = [entry.path for each in inside.found for entry in each.files]
    for each in inside.found:
        for entry in each.files:
            _write(folder, entry.path, entry.read(None))
    return Fetched(
        argument, folder, Path(argument).resolve().as_uri(), inside.skipped, inside.ignored, frozenset(paths)
    )


def _write(folder: Path, path: str, content: bytes) -> None:
    """Write a file below a folder. Raises CommandError for a path that leads elsewhere."""
    parts = PurePosixPath(path).parts
    if not path.isprintable() or path.startswith("/") or {"..", ".git"} & {*parts} or "\\" in path:
        raise CommandError(f"{path[:200]!r} leads out of the repository.", code="BAD_NAME")
    at = folder.joinpath(*parts)
    at.parent.mkdir(parents=True, exist_ok=True)
    at.write_bytes(content)


def _cloned(argument: str, folder: Path) -> Fetched:
    bare = folder.parent / "objects.git"
    source = argument if _ADDRESS.fullmatch(argument) else str(Path(argument).resolve())
    _clone(source, bare, repository.without_user(argument))
    commit = (repository.asked(bare, "rev-parse", "--verify", "--quiet", "HEAD") or "").strip()
    if not commit:
        raise CommandError(f"{repository.without_user(argument)} has no commit.", code="NO_FILE")
    held = [*_held(bare)]
    kept, skipped = _taken(bare, held, folder)
    told = repository.without_user(source) if _ADDRESS.fullmatch(argument) else Path(source).as_uri()
    wrote = repository.authors(bare, kept)
    return Fetched(argument, folder, told, skipped, 0, frozenset(path for path, _, _ in held), commit, wrote)


def _clone(source: str, bare: Path, told: str) -> None:
    """Fetch the objects of a repository, and end git when they are too many or take too long."""
    command = [
        *repository.GIT, "-c", "fetch.fsckObjects=true", "-c", "protocol.ext.allow=never", "clone", "--bare", "--quiet",
        "--no-tags", "--single-branch", "--no-local", "--template=", "--no-recurse-submodules", "--", source, str(bare),
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        try:
            running = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
                env={**os.environ, **_FETCHING}, cwd=bare.parent,
            )  # fmt: skip
        except OSError as error:
            raise CommandError("git is not installed; it is needed to fetch repositories.", code="NO_GIT") from error
        until = time.monotonic() + _SECONDS
        while running.poll() is None:
            if time.monotonic() > until or _size(bare) > _MOST_BYTES:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
                message = f"{told} is over {_MOST_BYTES // 2**20:,} MiB, or was not fetched in {_SECONDS} s."
                raise CommandError(message, code="TOO_LARGE")
            time.sleep(0.1)
        if running.returncode != 0:
            said.seek(0)
            lines = said.read(2_000).decode("utf-8", "replace").strip().splitlines()
            why = repository.without_user(lines[-1]) if lines else "git failed"
            raise CommandError(f"{told} cannot be fetched: {why}", code="UNREADABLE")


def _size(folder: Path) -> int:
    total = 0
    for at, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(at, name)).st_size  # noqa: PTH118 - many, and it is the fastest
            except OSError:
                continue
    return total


def _held(bare: Path) -> Iterator[tuple[str, str, int]]:
    """Yield path, digest and size of each file of the commit; links and submodules are none."""
    told = repository.asked(bare, "ls-tree", "-r", "-l", "-z", "--full-tree", "HEAD")
    for number, entry in enumerate((told or "").split("\0")):
        if number > _MOST_FILES:
            raise CommandError(f"The repository has over {_MOST_FILES:,} files.", code="TOO_LARGE")
        about, tab, path = entry.partition("\t")
        mode, kind, digest, size = about.split() if tab else ("", "", "", "")
        if kind == "blob" and mode != "120000":
            yield path, digest, int(size)


def _taken(bare: Path, held: Sequence[tuple[str, str, int]], folder: Path) -> tuple[list[str], int]:
    """Write the files that may be models into a folder; return their paths, and the number of others."""
    from pipeline.operations.gathering import Entry, hidden, is_model

    kept, skipped, total = [], 0, 0
    seen = [each for each in held if not hidden(each[0]) or PurePosixPath(each[0]).name in _SETTINGS]
    wanted = [each for each in seen if each[2] <= reading.LONGEST_FILE]
    for path, content in _contents(bare, wanted):
        if PurePosixPath(path).name not in _SETTINGS and not is_model(Entry(path, partial(_first, content))):
            skipped += 1
            continue
        total += len(content)
        if total > _MOST_BYTES:
            raise CommandError(f"The models have over {_MOST_BYTES // 2**20:,} MiB.", code="TOO_LARGE")
        _write(folder, path, content)
        kept.append(path)
    return kept, skipped + len(seen) - len(wanted)


def _first(content: bytes, most: int | None) -> bytes:
    return content[:most]


def _contents(bare: Path, wanted: Sequence[tuple[str, str, int]]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of files of a repository."""
    command = [*repository.GIT, "-C", str(bare), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as git:
        asked, told = cast("IO[bytes]", git.stdin), cast("IO[bytes]", git.stdout)
        for path, digest, size in wanted:
            asked.write(f"{digest}\n".encode())
            asked.flush()
            told.readline()
            yield path, told.read(size)
            told.read(1)
        asked.close()
