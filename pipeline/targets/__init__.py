"""Makes the target model of a checked model. A target is a Transform here and a Generator of the same name."""

from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Final, Protocol

from pydantic import JsonValue

from pipeline.ir.document import Problem
from pipeline.ir.frozen import Frozen
from pipeline.ir.generated import Target
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets.temporal_python.transform import TemporalPython


class Transform(Protocol):
    """From a model to what the templates of a target print. Pure."""

    @property
    def info(self) -> Target:
        """The target as people read it: options, and what it supports."""
        ...

    def unsupported(self, model: WorkflowModel) -> tuple[Problem, ...]:
        """Every element that the target cannot run; none means that `transform` may be called."""
        ...

    def transform(self, model: WorkflowModel, options: Mapping[str, JsonValue]) -> Frozen:
        """The target model. `options` holds a value for every option of the target."""
        ...


def _foreign() -> dict[str, Transform]:
    """Those of installed packages: an entry point `ameide.targets` is an object with `transform` and `generator`."""
    return {entry.name: entry.load().transform for entry in entry_points(group="ameide.targets")}


TRANSFORMS: Final[Mapping[str, Transform]] = _foreign() | {"temporal-python": TemporalPython()}
