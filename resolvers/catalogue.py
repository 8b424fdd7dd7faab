"""What can be generated and what is checked."""

from strawberry.scalars import JSON

from pipeline.ir import finding, generated
from pipeline.operations.catalogue import RULES, TARGETS
from schema.catalogue import Option, Rule, SupportedKind, Target
from schema.finding import Severity


def targets() -> list[Target]:
    """By name."""
    return [_target(TARGETS[name]) for name in sorted(TARGETS)]


def rules() -> list[Rule]:
    """By id."""
    return [_rule(RULES[name]) for name in sorted(RULES)]


def _target(target: generated.Target) -> Target:
    return Target(
        name=target.name,
        title=target.title,
        description=target.description,
        formats=list(target.formats),
        options=[
            Option(
                name=option.name,
                description=option.description,
                default=JSON(option.default),
                choices=list(option.choices),
            )
            for option in target.options
        ],
        supported=[SupportedKind(kind=kind, how=how) for kind, how in sorted(target.supported.items())],
    )


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
