"""Collect all rules: those of formats, targets and installed packages, and those about a tenant's models together."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from pipeline.formats import FORMATS, OWN
from pipeline.ir import plugins
from pipeline.ir.finding import Finding, Rule, Severity
from pipeline.ir.format import Format
from pipeline.ir.model import Model
from pipeline.ir.ruleset import DEFAULT, Release, RuleSet
from pipeline.operations.target_rules import target_rules
from pipeline.targets import TARGETS
from pipeline.tenant.together import TENANT_RULES
from pipeline.validate import validate
from pipeline.validate.configuration import Known
from pipeline.validate.loading import CheckedRule, load, of_package


def own() -> dict[str, CheckedRule]:
    """Return Ameide's own rules about single models, by id."""
    found = load(_packages(OWN), offered=())
    return dict(sorted((found | target_rules(TARGETS.own, found)).items()))


def _packages(formats: Mapping[str, Format[Any]]) -> dict[str, str]:
    return {name: row.rules for name, row in formats.items() if row.rules is not None}


def _all() -> dict[str, CheckedRule]:
    """Return every rule by id, those of plug-ins included.

    Raises if a format's rules are broken: its models must not pass unchecked.
    """
    found = load(_packages(OWN))
    for name, package in _packages({name: row for name, row in FORMATS.items() if name not in OWN}).items():
        try:
            those = of_package(package, name)
            if taken := sorted(those.keys() & found.keys()):
                raise plugins.PluginInvalid(f"the rule {taken[0]} is there already")
        except Exception as error:
            plugins.broke("ameide.formats", name, error)
            those = {f"{name}-rules": _unchecked(name)}
        found |= those
    return dict(sorted((found | target_rules(TARGETS, found)).items()))


def _unchecked(format_: str) -> CheckedRule:
    help_ = f"The rules of the format {format_} can be loaded."
    rule = Rule(id=f"{format_}-rules", severity=Severity.ERROR, title=help_, help=help_, format=format_)
    message = f"The rules of the format {format_} could not be loaded, so nothing was checked. See the log."
    return CheckedRule(rule, lambda _: [(None, message)])


def _engines() -> dict[str, Sequence[Release] | None]:
    """Return the engines that models can be meant for. Of one that only a plug-in's rule names, no release is known."""
    found: dict[str, Sequence[Release] | None] = {rule.target: None for rule in RULES.values() if rule.target}
    found |= dict.fromkeys(TARGETS, ())
    for name, row in FORMATS.items():
        try:
            found |= {tables.engine: tuple(tables.releases) for tables in row.engines()}
        except Exception as error:
            plugins.broke("ameide.formats", name, error)
    return found


CHECKED: Final[Mapping[str, CheckedRule]] = MappingProxyType(_all())
"""Rules about single models, with the functions that apply them."""
MODEL_RULES: Final[Mapping[str, Rule]] = MappingProxyType({name: checked.rule for name, checked in CHECKED.items()})
RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {**MODEL_RULES, **{name: each.rule for name, each in TENANT_RULES.items()}}
)
"""All rules that findings may name."""
KNOWN: Final = Known(
    RULES,
    MappingProxyType(_engines()),
    MappingProxyType({name: checked.options for name, checked in CHECKED.items() if checked.options}),
)
"""Rules, engines and options that configurations may name."""


def validated(model: Model, ruleset: RuleSet = DEFAULT) -> tuple[Finding, ...]:
    """Check a model against all rules of its format."""
    return validate(model, CHECKED, ruleset)
