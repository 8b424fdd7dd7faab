"""What can be checked and generated: all rules and targets, those of installed plug-ins included."""

from collections.abc import Mapping
from typing import Final

from pipeline.ir.finding import Rule
from pipeline.targets import TARGETS as TARGETS
from pipeline.validate import RULES as MODEL_RULES
from pipeline.validate.together import TENANT_RULES

RULES: Final[Mapping[str, Rule]] = {**MODEL_RULES, **{name: each.rule for name, each in TENANT_RULES.items()}}
