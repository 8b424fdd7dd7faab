"""Read configurations of the known rules from an `.ameide.toml` and from the command line."""

from collections.abc import Iterable, Sequence

from pipeline.ir.finding import Severity
from pipeline.ir.ruleset import Release
from pipeline.operations.rules import KNOWN
from pipeline.validate import configuration
from pipeline.validate.configuration import Configuration as Configuration
from pipeline.validate.configuration import ConfigurationWrong as ConfigurationWrong
from pipeline.validate.configuration import Extended
from pipeline.validate.configuration import merged as merged


def read(text: str, extended: Extended | None = None) -> Configuration:
    """Read a configuration; what it states itself wins over what it extends. Raises ConfigurationWrong."""
    return configuration.read(text, KNOWN, extended)


def levels(said: Iterable[tuple[str, str]]) -> dict[str, Severity | None]:
    """Read names of rules, each with its level. Raises ConfigurationWrong."""
    return configuration.levels(said, KNOWN)


def engines(said: Iterable[str]) -> dict[str, Release]:
    """Read engines with their releases, `camunda-8@8.6`. Raises ConfigurationWrong."""
    return configuration.engines(said, KNOWN)


def named(name: str) -> Sequence[str]:
    """Return the ids of the rules that a name means. Raises ConfigurationWrong."""
    return configuration.named(name, KNOWN)
