"""Name models after their files: by the path below the folder that is imported, or as `.ameide.toml` says."""

from collections.abc import Callable, Mapping
from pathlib import Path

from cli import arguments, configuration
from cli.arguments import STDIN


def named(files: Mapping[Path, Path | None], prefix: str | None) -> dict[Path, str | None]:
    """Return the model of each file, given the folder that it was found below; None where its document decides.

    Raises UsageWrong for a configuration that cannot be read.
    """
    settings = _settings()
    return {file: None if file == STDIN else _name(file, folder, prefix, settings) for file, folder in files.items()}


def taken(names: Mapping[Path, str | None]) -> dict[Path, Path]:
    """Return files whose model is that of another file before them, with the other one."""
    first: dict[str, Path] = {}
    return {
        file: other
        for file, name in names.items()
        if name is not None and (other := first.setdefault(name, file)) != file
    }


def _name(file: Path, folder: Path | None, prefix: str | None, settings: "_Settings") -> str | None:
    from pipeline.ir.slugs import distinct, slug

    stated, usual = settings(file)
    if stated is not None:
        return slug(stated)
    begins = [prefix if prefix is not None else usual]
    if folder is not None and file.is_dir():
        return distinct("/".join(filter(None, (*begins, *_parts(file, folder)))))
    if folder is None and not any(begins):
        return slug(arguments.stem(file))
    below = file.relative_to(folder).parent.parts if folder is not None else ()
    return distinct("/".join(filter(None, (*begins, *below, arguments.stem(file)))))


def _parts(model: Path, folder: Path) -> tuple[str, ...]:
    """Return the names of a folder that is one model: those below the searched folder, without a last `model`."""
    parts = model.relative_to(folder).parts
    if parts[-1:] == ("model",):
        parts = parts[:-1]
    if parts:
        return parts
    around = folder.resolve()
    return (around.parent.name if around.name == "model" and model == folder else around.name,)


_Settings = Callable[[Path], tuple[str | None, str]]
"""The name that a configuration states for a file, and its prefix."""


def _settings() -> _Settings:
    known: dict[Path, tuple[Mapping[str, str], str]] = {}

    def settings(file: Path) -> tuple[str | None, str]:
        found = configuration.above(file)
        if found is None:
            return None, ""
        if found not in known:
            read = configuration.load(found)
            known[found] = (read.names, read.prefix)
        names, prefix = known[found]
        return names.get(configuration.place(file, found)), prefix

    return settings


def told(other: Path, name: str) -> str:
    """Say that two files would be one model."""
    return (
        f"Its model would be {name!r}, which is that of {other}, imported with it. Import a folder that holds both, so "
        f"that their paths tell them apart; or name it with --name, or under [names] in {configuration.NAME}."
    )
