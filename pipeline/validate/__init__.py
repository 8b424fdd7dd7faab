"""Check models against given rules: modules whose name is the id and whose docstring is the help."""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from pipeline.ir.doing import doing
from pipeline.ir.edit import Edit
from pipeline.ir.finding import Finding
from pipeline.ir.model import Element, Model
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.validate.loading import CheckedRule

_log = logging.getLogger(__name__)

Rules = Mapping[str, CheckedRule]
"""Rules by id, of all notations; only those of its own notation apply to a model."""
MOST: Final = 1_000
"""Findings of one rule in one model that are listed."""
_MORE: Final = f"The rule has more than {MOST:,} findings here; the others are not listed. Correct these first."


def validate(model: Model, rules: Rules, ruleset: RuleSet = DEFAULT) -> tuple[Finding, ...]:
    """Return the findings about the document first, then element by element in its order."""
    found = [finding for checked in rules.values() for finding in findings(checked, model, ruleset)]
    place = {element.id: number for number, element in enumerate(model.elements)}
    return tuple(sorted(found, key=lambda finding: place.get(finding.element or "", -1)))


def fixes(model: Model, finding: Finding, rules: Rules) -> Sequence[Edit]:
    """Return the edits of a rule for a finding; nothing where it takes somebody to decide."""
    checked = rules.get(finding.rule)
    return checked.fix(model, finding) if checked and checked.fix and finding.discriminator != "crashed" else ()


def findings(checked: CheckedRule, model: Model, ruleset: RuleSet = DEFAULT) -> Iterator[Finding]:
    """Yield the findings of one rule; a crash is a finding as severe as the rule, for its result is unknown."""
    rule = checked.rule
    severity = ruleset.severity(rule)
    if severity is None or rule.format not in (None, model.format):
        return
    release = ruleset.engines.get(rule.target or "", ())
    said = ruleset.options.get(rule.id, {})
    seen: Counter[tuple[str | None, str]] = Counter()
    doing(f"the rule {rule.id}")
    try:
        every = iter(checked.found(model, release, said, ruleset.engines))
        for element, message, discriminator, trace, line in (_whole(*found) for found in islice(every, MOST)):
            about = (element.id if element else None, discriminator)
            seen[about] += 1
            finding = Finding(
                rule=rule.id,
                severity=severity,
                message=message,
                element=about[0],
                line=line or (element.line if element else None),
                trace=trace,
                discriminator=about[1] if seen[about] == 1 else f"{about[1]}~{seen[about]}",
            )
            yield ruleset.judged(finding, element.source_id if element else None)
        if next(every, None) is not None:
            yield ruleset.judged(Finding(rule=rule.id, severity=severity, message=_MORE, discriminator="more"))
    except MemoryError:  # no fault of the rule: there is a limit for the whole work
        raise
    except Exception as error:
        _log.exception("rule %s crashed", rule.id)
        message = f"The rule {rule.id} could not be run ({type(error).__name__}). Tell whoever maintains it."
        yield Finding(rule=rule.id, severity=severity, message=message, discriminator="crashed")


def _whole(
    element: Element | None,
    message: str,
    discriminator: str = "",
    trace: tuple[str, ...] = (),
    line: int | None = None,
) -> tuple[Element | None, str, str, tuple[str, ...], int | None]:
    return element, message, discriminator, trace, line
