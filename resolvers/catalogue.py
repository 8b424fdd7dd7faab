"""What can be generated and what is checked."""

from strawberry.scalars import JSON

from pipeline.ir import finding, target
from pipeline.operations.catalogue import RULES, TARGETS
from pipeline.operations.targets import broken
from schema.catalogue import Option, Rule, SupportedKind, Target
from schema.finding import Severity


def targets() -> list[Target]:
    """List all that can be generated, by name, and then the plug-ins that cannot be used."""
    usable = [_target(TARGETS[name]) for name in sorted(TARGETS)]
    return usable + [_broken(name, reason) for name, reason in broken().items()]


def rules() -> list[Rule]:
    """By id."""
    return [_rule(RULES[name]) for name in sorted(RULES)]


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
        severity=Severity(rule.severity.value),
        title=rule.title,
        help=rule.help,
        aliases=list(rule.aliases),
        source=rule.source,
        on=rule.on,
        target=rule.target,
        version=rule.version,
    )
