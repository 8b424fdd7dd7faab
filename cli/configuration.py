"""Find the `.ameide.toml` that applies to a file: the nearest above it, with what it extends."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli.arguments import STDIN
from cli.errors import UsageWrong

if TYPE_CHECKING:
    from pipeline.ir.ruleset import RuleSet
    from pipeline.operations.configuration import Configuration

NAME: Final = ".ameide.toml"

RuleSets = Callable[[Path], "RuleSet"]
"""Return the rule set of a file."""


def rulesets(config: Path | None, levels: Iterable[tuple[str, str]], targets: Iterable[str]) -> RuleSets:
    """Return the rule sets: of `config` for all files, else of the nearest file above each. Raises UsageWrong."""
    from pipeline.operations import configuration

    beside = _stated(levels, targets)
    known: dict[Path, Configuration] = {}
    day = datetime.now(UTC).date()

    def ruleset(file: Path) -> "RuleSet":
        found = config or above(file)
        if found is None:
            return beside.ruleset()
        if found not in known:
            known[found] = configuration.merged((load(found), beside))
        return known[found].ruleset(place(file, found)).standing(day)

    if config is not None:
        known[config] = configuration.merged((load(config), beside))
    return ruleset


def _stated(levels: Iterable[tuple[str, str]], targets: Iterable[str]) -> "Configuration":
    """Read what the command line itself says. Raises UsageWrong."""
    from pipeline.operations import configuration

    hint = "`ameide rules` lists them."
    try:
        known = configuration.levels(levels)
        hint = ""  # the message about an engine lists them
        return configuration.Configuration(levels=known, engines=configuration.engines(targets))
    except configuration.ConfigurationWrong as error:
        raise UsageWrong(str(error), hint=hint, code="BAD_CONFIGURATION") from error


def above(file: Path) -> Path | None:
    """Return the nearest configuration in the file's folder or above; for stdin, from the working folder."""
    folder = Path.cwd() if file == STDIN else file.absolute().parent
    return next((path for each in (folder, *folder.parents) if (path := each / NAME).is_file()), None)


def load(path: Path, extending: Sequence[Path] = ()) -> "Configuration":
    """Read a configuration file. Raises UsageWrong."""
    from pipeline.operations import configuration

    here = path.resolve()
    if here in extending:
        raise UsageWrong(f"{path} extends itself.", code="BAD_CONFIGURATION")
    try:
        text = path.read_text(encoding="utf-8")
        return configuration.read(text, lambda name: load(path.parent / name, (*extending, here)))
    except (OSError, UnicodeDecodeError, configuration.ConfigurationWrong) as error:
        told = error.strerror if isinstance(error, OSError) else error
        raise UsageWrong(f"{path}: {told}", code="BAD_CONFIGURATION") from error


def place(file: Path, config: Path) -> str:
    """Return the file's path relative to the folder of the configuration."""
    try:
        return file.resolve().relative_to(config.resolve().parent).as_posix()
    except ValueError:
        return file.name
