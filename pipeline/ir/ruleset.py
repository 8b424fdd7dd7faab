"""Define a rule set: which rules apply, how severe each is, for which engines, and what is waived."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pipeline.ir.finding import Finding, Rule, Severity, Waiver
from pipeline.ir.frozen import Frozen

Release = tuple[int, ...]
"""A release of an engine: (8, 6). Empty where none is named: then the newest that a rule knows is meant."""

_ENGINE = re.compile(r"(?P<name>[a-z][a-z0-9]*(-[a-z0-9]+)*)(@(?P<release>\d{1,6}(\.\d{1,6}){0,3}))?")


class RuleSet(Frozen):
    """The rules in force for a model, as differences from the rules' own defaults."""

    severities: Mapping[str, Severity | None] = {}
    """Severities by rule id; None if the rule is off."""
    engines: Mapping[str, Release] = {}
    """The engines that models are meant for; only theirs of the engine rules are applied."""
    waivers: tuple[Waiver, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = {}
    """Options by the id of a rule, where they differ from the rule's own."""

    def severity(self, rule: Rule) -> Severity | None:
        """Return the severity of a rule here; None where it is not applied."""
        meant = rule.targets or (() if rule.target is None else (rule.target,))
        if meant and self.engines.keys().isdisjoint(meant):
            return None
        return self.severities.get(rule.id, rule.severity if rule.on else None)

    def judged(self, finding: Finding, source_id: str | None = None) -> Finding:
        """Return the finding with its waiver, if there is one."""
        if not self.waivers:
            return finding
        about = {finding.element, source_id} - {None}
        for waiver in self.waivers:
            if waiver.rule == finding.rule and (waiver.element in about or waiver.element is None):
                return finding.model_copy(update={"waiver": waiver})
        return finding

    def standing(self, day: date) -> "RuleSet":
        """Return the rule set without the waivers that have ended by that day; `until` is the last day of one."""
        waivers = tuple(each for each in self.waivers if each.until is None or day <= each.until)
        return self.model_copy(update={"waivers": waivers})


def engine(text: str) -> tuple[str, Release]:
    """Read an engine and its release as people write them: `camunda-8@8.6`, `camunda-8`. Raises ValueError."""
    found = _ENGINE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no engine; write one like camunda-8@8.6 or temporal-python")
    return found["name"], tuple(int(part) for part in (found["release"] or "").split(".") if part)


DEFAULT: Final = RuleSet()
"""Rule set of the defaults, without an engine."""
