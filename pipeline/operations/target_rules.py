"""Make a rule for each target that reports the elements that the target would refuse, before code is generated."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Final

from pipeline.formats import FORMATS
from pipeline.ir.finding import Rule, Severity
from pipeline.ir.model import Element, Model
from pipeline.ir.naming import named, sentence, visible
from pipeline.ir.ruleset import Release
from pipeline.ir.target import Target
from pipeline.validate.loading import CheckedRule, Found

NOT_CARRIED_OVER: Final = "not-carried-over"
_LEFT: Final = """The model states something that generated code does not do.

**Why.** A class, a topic, a listener, a form, an assignment: what a target does not understand would be missing from
the code without anybody noticing. It is listed here, in the README of the generated code and beside what was generated
for the element. Nothing that is stated is dropped without a word.

**Fix.** Say in the code that you write what the statement asks for, and accept the finding (`ameide waive`); or say it
with what the target carries over. `error` instead of `warning` lets nothing be generated from such a model.

**Example.** Reported for temporal-python:

```xml
<serviceTask id="Charge" camunda:class="com.example.Charge"/>
```"""
_TITLE: Final = "The target {name} cannot run this element."
_HELP: Final = """{title}

**Why.** What it has no way to run it refuses, element by element, before it generates anything. Here the same is said
while the model is still being drawn.

**Fix.** Say it with what the target supports, as `ameide targets {name}` lists it, or take another."""
_EXAMPLE: Final = """

**Example.** Reported:

```xml
{example}
```"""


def target_rules(targets: Mapping[str, Target], taken: Collection[str]) -> dict[str, CheckedRule]:
    """Return a rule for each target, called as it is; where another rule is called so, with `-target` after it."""
    rules = [_rule(f"{name}-target" if name in taken else name, target) for name, target in targets.items()]
    known = {name: target for name, target in targets.items() if target.uncarried is not None}
    return {checked.rule.id: checked for checked in [*rules, *([_left_rule(known)] if known else [])]}


def _left_rule(targets: Mapping[str, Target]) -> CheckedRule:
    """Return the rule that lists, for each target that is meant, what of a model it does not carry over."""
    rule = Rule(
        id=NOT_CARRIED_OVER,
        group="engine",
        severity=Severity.WARNING,
        title=_LEFT.partition("\n")[0],
        help=_LEFT,
        source="Ameide, what a target carries over",
        targets=tuple(targets),
    )
    return CheckedRule(rule, partial(_left, targets))


def _left(targets: Mapping[str, Target], model: Model, meant: Collection[str]) -> Iterator[Found]:
    for name in meant:
        target = targets[name]
        for element, key, statement, line in target.left(model) if target.suits(model) else ():
            told = f"{sentence(named(element))} states {visible(statement)}, which {name} does not carry over."
            yield element, f"{told} Do it in the code that you write.", f"{name} {key}", (), line or element.line


def _rule(id_: str, target: Target) -> CheckedRule:
    title = _TITLE.format(name=target.name)
    example = _EXAMPLE.format(example=target.example) if target.example else ""
    rule = Rule(
        id=id_,
        group="engine",
        format=target.takes[0] if len(target.takes) == 1 and target.takes[0] in FORMATS else None,
        severity=Severity.ERROR,
        title=title,
        help=_HELP.format(title=title, name=target.name) + example,
        source=f"Ameide, {target.name}: what it supports",
        target=target.name,
    )
    return CheckedRule(rule, partial(_refused, target))


def _refused(target: Target, model: Model, _release: Release) -> Iterator[tuple[Element | None, str]]:
    """Yield elements that the target would refuse; none for a model that it does not take."""
    for element, why in target.lacking(model) if target.suits(model) else ():
        if element is None:
            yield None, why
        else:
            told = f"{sentence(named(element))} cannot be run by {target.name}: {why}."
            yield element, f"{told} Say it in another way."
