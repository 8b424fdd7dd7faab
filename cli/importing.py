"""Describe files that are to be imported, and the results of their import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cli import arguments, problems, reading
from cli.findings import finding_json
from cli.problems import Problem
from cli.repository import Origin

if TYPE_CHECKING:
    from ameide_client.generated import ImportModelInput
    from ameide_client.generated.import_model import ImportModelImportModel as Imported

_LONGEST_SOURCE: Final = 1_024


class Asked(NamedTuple):
    """Options that decide what becomes of a file."""

    name: str | None
    new_version_of: str | None
    prefix: str | None
    commit: str | None
    format: str | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Options of the import."""

    new_version_of: str | None
    commit: str | None
    format: str | None
    names: Mapping[Path, str | None]
    """The model of each file; None where its document decides."""
    origins: Mapping[Path, Origin]
    """The origins of files that are not single ones."""
    below: Mapping[Path, Path | None]
    """The folder that was searched for a file."""
    shown: Mapping[Path, str]
    """Names of files that were fetched."""

    def source(self, path: Path) -> str | None:
        """Return where a file lies: in its repository, else below the imported folder, else only its name."""
        if path == arguments.STDIN:
            return None
        folder, origin = self.below[path], self.origins.get(path)
        found = origin.path if origin else path.relative_to(folder).as_posix() if folder else path.name
        return found if found.isprintable() and len(found) <= _LONGEST_SOURCE else path.name

    def given(self, path: Path) -> "ImportModelInput":
        """Return a file as the API takes it. Raises CommandError where it cannot be read."""
        from ameide_client.contents import encoded
        from ameide_client.generated import ImportModelInput

        origin = self.origins.get(path)
        return ImportModelInput(
            content_base_64=encoded(reading.content(path)),
            name=self.names[path],
            new_version_of=self.new_version_of,
            format=self.format,
            source_name=self.source(path),
            source_commit=self.commit or (origin.commit if origin else None),
            source_author=origin.author if origin else None,
            source_origin=origin.collection if origin else None,
        )

    def tried(self, path: Path, imported: "Imported | None" = None, problems: Sequence[Problem] = ()) -> "Tried":
        return Tried(self.shown.get(path, str(path)), imported, problems)


@dataclass(frozen=True, slots=True)
class Tried:
    """Result of the import of one file."""

    file: str
    imported: "Imported | None" = None
    problems: Sequence[Problem] = ()

    def as_json(self) -> dict[str, Any]:
        """Stable: docs/command.md."""
        made = self.imported
        version = made and made.version
        return {
            "file": self.file,
            "model": version and version.model.id,
            "version": version and version.id,
            "unchanged": made.unchanged if made else False,
            "findings": [finding_json(found) for found in made.findings] if made else [],
            "problems": problems.as_json(self.problems),
        }
