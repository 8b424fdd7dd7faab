"""Answer what can be read, generated and checked."""

from typing import Any

from strawberry.scalars import JSON

from pipeline.ir import finding, target
from pipeline.ir import format as notation
from pipeline.ir.meeting import listed
from pipeline.operations import formats as notations
from pipeline.operations.catalogue import FORMATS, RULES, TARGETS
from pipeline.operations.targets import broken
from schema.catalogue import Format, Option, RelationKind, Rule, SupportedKind, Target
from schema.finding import Severity


def formats() -> list[Format]:
    """List all that can be read, by name, and then the plug-ins that cannot be used."""
    usable = [_format(FORMATS[name]) for name in sorted(FORMATS)]
    return usable + [_unusable(name, reason) for name, reason in notations.broken().items()]


def targets() -> list[Target]:
    """List all that can be generated, by name, and then the plug-ins that cannot be used."""
    usable = [_target(TARGETS[name]) for name in sorted(TARGETS)]
    return usable + [_broken(name, reason) for name, reason in broken().items()]


def rules() -> list[Rule]:
    """Return all rules, ordered by id."""
    return [_rule(RULES[name]) for name in sorted(RULES)]


def _format(row: notation.Format[Any]) -> Format:
    return Format(
        name=row.name,
        title=row.title,
        description=row.description,
        endings=list(row.endings),
        writable=row.write is not None,
        fixable=row.edit is not None,
        relations=[RelationKind(kind=kind, dependent=end) for kind, end in listed(row.meetings.relations)],
        broken=None,
    )


def _unusable(name: str, reason: str) -> Format:
    return Format(
        name=name, title=name, description="", endings=[], writable=False, fixable=False, relations=[], broken=reason
    )


def _target(row: target.Target) -> Target:
    return Target(
        name=row.name,
        title=row.title,
        description=row.description,
        formats=list(row.takes),
        options=[
            Option(
                name=option.name,
                description=option.description,
                default=JSON(option.default),
                choices=list(option.choices),
                minimum=option.minimum,
                maximum=option.maximum,
            )
            for option in row.options
        ],
        supported=[SupportedKind(kind=kind, how=how) for kind, how in sorted(row.support.items())],
        broken=None,
    )


def _broken(name: str, reason: str) -> Target:
    return Target(name=name, title=name, description="", formats=[], options=[], supported=[], broken=reason)


def _rule(rule: finding.Rule) -> Rule:
    return Rule(
        id=rule.id,
        group=rule.group,
        format=rule.format,
        severity=Severity(rule.severity.value),
        title=rule.title,
        help=rule.help,
        aliases=list(rule.aliases),
        source=rule.source,
        on=rule.on,
        target=rule.target,
        version=rule.version,
    )
