"""Hold TARGETS, with a row for each target: Ameide's own and those of installed packages."""

from collections.abc import Mapping
from typing import Final

from pipeline.ir.plugins import Table
from pipeline.ir.target import Target
from pipeline.targets import temporal_python
from pipeline.targets.loading import accepted

OWN: Final[Mapping[str, Target]] = {target.name: target for target in (temporal_python.TARGET,)}
TARGETS: Final = Table("ameide.targets", accepted, OWN)
