"""Write generated files into one folder, all or none, without losing files of others: the user's are written once."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, Final

from cli import places
from cli.errors import CommandError
from cli.places import MANIFEST

_LONGEST_MANIFEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """Changes of a write."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    """Files of the generation before that this one does not have."""
    kept: tuple[str, ...] = ()
    """Files of the user, which stay as they are."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Source of the files, as far as the folder records it."""

    source: str | None = None
    """The file or model that was asked for."""
    build: str | None = None
    """The build that it is recorded as."""


_NOWHERE: Final = Origin()


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after a write; None if there is none."""

    path: str
    before: bytes | None
    after: bytes | None


def origin(folder: Path) -> Origin:
    stated = _stated(folder)
    said = {name: value for name in ("source", "build") if isinstance(value := stated.get(name), str)}
    return Origin(**said)


def write(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    yours: Collection[str] = (),
    force: bool = False,
    origin: Origin = _NOWHERE,
) -> Outcome:
    """Make the folder hold these files. Raises CommandError, and then nothing has changed.

    `yours`: the files that the user owns. With `force`, other conflicting files are overwritten.
    """
    try:
        plan = _planned(folder, files, yours)
        if not folder.exists():
            return _create(folder, plan, origin)
        if not force:
            _check_foreign(folder, plan)
        return _replace(folder, plan, origin)
    except OSError as error:
        raise CommandError(f"Cannot write to {folder}: {error.strerror or error}", code="UNWRITABLE") from error


def changes(folder: Path, files: Mapping[str, bytes], *, yours: Collection[str] = ()) -> Iterator[Change]:
    """Yield what a write would change, and write nothing. Raises CommandError for paths that it would refuse."""
    plan = _planned(folder, files, yours)
    for path, content in plan.new.items():
        there = _content(folder / path)
        if there != content:
            yield Change(path, there, content)
    for path in plan.stale:
        yield Change(path, _content(folder / path), None)


def owned(folder: Path) -> frozenset[str]:
    """Return the paths of files that the user owns, as the folder records them."""
    return frozenset(_yours(_stated(folder)))


def text(folder: Path, path: str) -> str | None:
    """Return the text of a file inside the folder; None if there is none, or it is a link or no text."""
    places.check_path(path)
    if not folder.is_dir():
        return None
    places.check_parents(folder, path)
    there = folder / path
    if there.is_symlink() or not there.is_file() or there.stat().st_size > _LONGEST_MANIFEST:
        return None
    try:
        return there.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


@dataclass(frozen=True, slots=True)
class _Plan:
    """The changes that a write makes to a folder."""

    new: Mapping[str, bytes]
    stale: tuple[str, ...]
    kept: tuple[str, ...]
    yours: frozenset[str]
    ours: Mapping[str, str]
    """Digests of the files of the generation before."""


def _planned(folder: Path, files: Mapping[str, bytes], yours: Collection[str]) -> _Plan:
    for path in files:
        places.check_path(path)
    places.check_together(files)
    if not folder.exists():
        return _Plan(files, (), (), frozenset(yours), {})
    stated = _stated(folder)
    ours = _manifest(stated)
    owned = frozenset((*yours, *_yours(stated)))
    for path in {*files, *ours}:
        places.check_parents(folder, path)
    # a file that an earlier release generated, and that nobody has touched since, is nobody's work
    untouched = {path for path in ours if path in owned and not _differs(folder / path, ours[path])}
    kept = tuple(path for path in files if path in owned and path not in untouched and _is_there(folder / path))
    ours = {path: digest for path, digest in ours.items() if path not in owned or path in untouched}
    return _Plan(
        new={path: content for path, content in files.items() if path not in kept},
        stale=tuple(sorted(path for path in ours if path not in files and (folder / path).is_file())),
        kept=kept,
        yours=owned & files.keys() | {path for path in owned if _is_there(folder / path)},
        ours=ours,
    )


def _create(folder: Path, plan: _Plan, origin: Origin) -> Outcome:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _staging(folder.parent) as staging:
        whole = staging / "whole"
        _fill(whole, plan, origin)
        whole.rename(folder)
    return Outcome(tuple(plan.new), ())


def _replace(folder: Path, plan: _Plan, origin: Origin) -> Outcome:
    """Replace file by file, because the folder may be a working directory or a mount; undo all if one fails."""
    with _staging(folder) as staging:
        _fill(staging / "new", plan, origin)
        _swap(folder, staging, (*plan.new, MANIFEST), plan.stale)
    _drop_empty(folder, plan.stale)
    return Outcome(tuple(plan.new), plan.stale, plan.kept)


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


def _fill(folder: Path, plan: _Plan, origin: Origin) -> None:
    folder.mkdir()
    for path, content in plan.new.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    stated = {path: _digest(content) for path, content in sorted(plan.new.items()) if path not in plan.yours}
    manifest = {"source": origin.source, "build": origin.build, "files": stated, "yours": sorted(plan.yours)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


@contextmanager
def _staging(beside: Path) -> Iterator[Path]:
    staging = Path(tempfile.mkdtemp(prefix=".ameide-writing-", dir=beside))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _manifest(stated: Mapping[str, Any]) -> dict[str, str]:
    """Return the digests of the files written before, by path; none if the manifest is missing or unreadable."""
    try:
        files = stated["files"]
        for path in files:
            places.check_path(path)
        return {str(path): str(digest) for path, digest in files.items()}
    except (KeyError, TypeError, AttributeError, CommandError):
        return {}


def _yours(stated: Mapping[str, Any]) -> Iterator[str]:
    found = stated.get("yours")
    yield from (path for path in found if isinstance(path, str)) if isinstance(found, list) else ()


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


def _check_foreign(folder: Path, plan: _Plan) -> None:
    """Refuse to lose what is not ours: a file that somebody made, or a change to a generated one."""
    ours = plan.ours
    if not ours and (foreign := list(islice(_inside(folder), 4))):
        hint = "Choose another --out, or --force: it keeps what is there, and writes over what is in the way."
        raise CommandError(
            f"{folder} holds files that were not generated: {_few(foreign)}.", hint=hint, code="NOT_OURS"
        )
    in_the_way = [path for path in plan.new if path not in ours and _is_there(folder / path)]
    changed = [path for path, digest in ours.items() if _differs(folder / path, digest)]
    if in_the_way or changed:
        hint = (
            "Put your code into files that are yours, such as activities.py, or make a file yours with --eject; "
            "--force discards the changes."
        )
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


def _drop_empty(folder: Path, paths: Iterable[str]) -> None:
    for path in paths:
        for above in list(PurePosixPath(path).parents)[:-1]:
            try:
                (folder / above).rmdir()
            except OSError:
                break


def _few(paths: list[str]) -> str:
    return ", ".join(sorted(paths)[:3]) + (", …" if len(paths) > 3 else "")


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
