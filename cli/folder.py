"""Write generated files into one folder, all or none, without losing files of others."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, Final

from cli.errors import CommandError

MANIFEST: Final = ".ameide-files.json"
"""File that lists the generated files by path, with digests; all other files belong to others."""

_LONGEST_MANIFEST = 20_000_000

_FORBIDDEN = {"", ".", "..", ".git"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Changes of a write."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    """Files of the generation before that this one does not have."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Source of the files, as far as the folder records it."""

    source: str | None = None
    """The file or model that was asked for."""
    build: str | None = None
    """The build that it is recorded as."""


_NOWHERE: Final = Origin()


def origin(folder: Path) -> Origin:
    stated = _stated(folder)
    said = {name: value for name in ("source", "build") if isinstance(value := stated.get(name), str)}
    return Origin(**said)


def write(folder: Path, files: Mapping[str, bytes], *, force: bool = False, origin: Origin = _NOWHERE) -> Outcome:
    """Make the folder hold these files. Raises CommandError, and then nothing has changed.

    With `force`, conflicting files that others made or changed are overwritten; all others stay.
    """
    for path in files:
        _check_path(path)
    _check_together(files)
    try:
        return _replace(folder, files, force, origin) if folder.exists() else _create(folder, files, origin)
    except OSError as error:
        raise CommandError(f"Cannot write to {folder}: {error.strerror or error}", code="UNWRITABLE") from error


def _create(folder: Path, files: Mapping[str, bytes], origin: Origin) -> Outcome:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _staging(folder.parent) as staging:
        whole = staging / "whole"
        _fill(whole, files, origin)
        whole.rename(folder)
    return Outcome(tuple(files), ())


def _replace(folder: Path, files: Mapping[str, bytes], force: bool, origin: Origin) -> Outcome:
    """Replace file by file, because the folder may be a working directory or a mount; undo all if one fails."""
    ours = _manifest(folder)
    for path in {*files, *ours}:
        _check_parents(folder, path)
    if not force:
        _check_foreign(folder, files, ours)
    stale = tuple(sorted(path for path in ours if path not in files and (folder / path).is_file()))
    with _staging(folder) as staging:
        _fill(staging / "new", files, origin)
        _swap(folder, staging, (*files, MANIFEST), stale)
    _drop_empty(folder, stale)
    return Outcome(tuple(files), stale)


def _swap(folder: Path, staging: Path, new: Iterable[str], stale: Iterable[str]) -> None:
    undo: list[tuple[Path, Path | None]] = []
    try:
        for path in stale:
            undo.append((folder / path, _aside(folder, staging, path)))
        for path in new:
            undo.append((folder / path, _aside(folder, staging, path)))
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / "new" / path).rename(folder / path)
    except BaseException:
        for path_, kept in reversed(undo):
            path_.unlink(missing_ok=True)
            if kept is not None:
                kept.rename(path_)
        raise


def _aside(folder: Path, staging: Path, path: str) -> Path | None:
    """Keep what is there until all has succeeded."""
    there = folder / path
    if not _is_there(there):
        return None
    kept = staging / "old" / path
    kept.parent.mkdir(parents=True, exist_ok=True)
    there.rename(kept)
    return kept


def _fill(folder: Path, files: Mapping[str, bytes], origin: Origin) -> None:
    folder.mkdir()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    stated = {path: _digest(content) for path, content in sorted(files.items())}
    manifest = {"source": origin.source, "build": origin.build, "files": stated}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


@contextmanager
def _staging(beside: Path) -> Iterator[Path]:
    staging = Path(tempfile.mkdtemp(prefix=".ameide-writing-", dir=beside))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _manifest(folder: Path) -> dict[str, str]:
    """Return the digests of the files written before, by path; none if the manifest is missing or unreadable."""
    try:
        files = _stated(folder)["files"]
        for path in files:
            _check_path(path)
        return {str(path): str(digest) for path, digest in files.items()}
    except (KeyError, TypeError, AttributeError, CommandError):
        return {}


def _stated(folder: Path) -> Mapping[str, Any]:
    """Read the manifest; return nothing where it cannot be read."""
    manifest = folder / MANIFEST
    if not manifest.is_file() or manifest.is_symlink() or manifest.stat().st_size > _LONGEST_MANIFEST:
        return {}
    try:
        stated = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return stated if isinstance(stated, dict) else {}


def _check_foreign(folder: Path, files: Mapping[str, bytes], ours: Mapping[str, str]) -> None:
    """Refuse to lose what is not ours: a file that somebody made, or a change to a generated one."""
    if not ours and (foreign := list(islice(_inside(folder), 4))):
        hint = "Choose another --out, or --force: it keeps what is there, and writes over what is in the way."
        raise CommandError(
            f"{folder} holds files that were not generated: {_few(foreign)}.", hint=hint, code="NOT_OURS"
        )
    in_the_way = [path for path in files if path not in ours and _is_there(folder / path)]
    changed = [path for path, digest in ours.items() if _differs(folder / path, digest)]
    if in_the_way or changed:
        hint = "Put your code into files that are yours, such as activities.py; --force discards the changes."
        raise CommandError(f"Changed since generated: {_few([*changed, *in_the_way])}.", hint=hint, code="CHANGED")


def _inside(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if (path.is_symlink() or not path.is_dir()) and "__pycache__" not in relative.parts:
            yield relative.as_posix()


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _differs(path: Path, digest: str) -> bool:
    """Return true if the file was changed; a deleted file is no loss."""
    if path.is_symlink() or path.is_dir():
        return True
    return path.exists() and _digest(path.read_bytes()) != digest


def _check_path(path: str) -> None:
    """Raise CommandError for a path that could leave the folder, or mean another file on another system."""
    parts = path.split("/")
    plain = path.isprintable() and "\\" not in path and ":" not in path
    if not plain or _FORBIDDEN.intersection(part.lower() for part in parts) or path == MANIFEST:
        raise CommandError(f"Refused: {path!r} is no place for a generated file.", code="PATH_REFUSED")


def _check_together(files: Iterable[str]) -> None:
    """Refuse two files in one place, also where upper and lower case are one, and a file inside a file."""
    seen: dict[str, str] = {}
    for path in files:
        if (other := seen.setdefault(path.lower(), path)) != path:
            raise CommandError(f"Refused: {path!r} and {other!r} are one file on some systems.", code="PATH_REFUSED")
    for path in seen:
        if any(str(above) in seen for above in PurePosixPath(path).parents):
            raise CommandError(f"Refused: {path!r} lies inside another file.", code="PATH_REFUSED")


def _check_parents(folder: Path, path: str) -> None:
    """Refuse a link on the way, which would lead out of the folder, and a file where a folder must be."""
    if not folder.is_dir():
        raise CommandError(f"{folder} is not a folder.", code="UNWRITABLE")
    for above in list(PurePosixPath(path).parents)[:-1]:
        there = folder / above
        if there.is_symlink() or (there.exists() and not there.is_dir()):
            raise CommandError(f"Refused: {there} is not a folder of its own.", code="PATH_REFUSED")
    if (folder / path).is_dir() and not (folder / path).is_symlink():
        raise CommandError(f"Refused: {folder / path} is a folder.", code="PATH_REFUSED")


def _drop_empty(folder: Path, paths: Iterable[str]) -> None:
    for path in paths:
        for above in list(PurePosixPath(path).parents)[:-1]:
            try:
                (folder / above).rmdir()
            except OSError:
                break


def _few(paths: list[str]) -> str:
    return ", ".join(sorted(paths)[:3]) + (", …" if len(paths) > 3 else "")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
