"""Prints the files of a target from its target model, and says which of their lines came from which element."""

from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Final, Protocol

from pydantic import JsonValue

from pipeline.ir.generated import Generated, Package
from pipeline.targets.temporal_python.generator import TemporalPython


class Generator(Protocol):
    """From the target model that the transform of the same name makes to files. Pure; equal input, equal bytes."""

    def generate(self, target_model: object, options: Mapping[str, JsonValue], /) -> Generated:
        """All files, their regions and the packages they need."""
        ...

    def templates(self) -> Mapping[str, str]:
        """Path and SHA-256 of everything that decides what is printed."""
        ...

    @property
    def packages(self) -> tuple[Package, ...]:
        """What the generated code pins."""
        ...


def _foreign() -> dict[str, Generator]:
    """Those of installed packages: an entry point `ameide.targets` is an object with `transform` and `generator`."""
    return {entry.name: entry.load().generator for entry in entry_points(group="ameide.targets")}


GENERATORS: Final[Mapping[str, Generator]] = _foreign() | {"temporal-python": TemporalPython()}
