"""List what can be read, checked and generated: all formats, rules and targets, those of plug-ins included."""

from pipeline.formats import FORMATS as FORMATS
from pipeline.operations.rules import KNOWN as KNOWN
from pipeline.operations.rules import RULES as RULES
from pipeline.targets import TARGETS as TARGETS
