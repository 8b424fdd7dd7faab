"""What can be checked and generated: all formats, rules and targets, those of installed plug-ins included."""

from pipeline.formats import FORMATS as FORMATS
from pipeline.operations.rules import RULES as RULES
from pipeline.targets import TARGETS as TARGETS
