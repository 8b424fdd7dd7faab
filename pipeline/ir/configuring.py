"""Define the outcome of configuring a tenant."""

from typing import Final

from pipeline.ir.document import Problem
from pipeline.ir.frozen import Frozen

MODEL: Final = "ameide.toml"
"""The model that a tenant's configuration is: a document with versions, like any other."""
FORMAT: Final = "ameide.toml"


class Configured(Frozen):
    """The version that holds a tenant's configuration, or why there is none."""

    version: str | None = None
    unchanged: bool = False
    problems: tuple[Problem, ...] = ()
