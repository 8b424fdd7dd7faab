"""Finds the rules: the modules below rules/, and those that installed packages offer as entry points `ameide.rules`.

A rule states, in capitals: SEVERITY; and where it differs from what is usual VERSION, ALIASES, SOURCE, ON and TARGET,
which pipeline.ir.finding.Rule explains. The folder that it stands in is its group; rules/ itself is for modelling.

`check(model)` yields what it finds. A rule with a TARGET, say "camunda-8", is one of an engine, and has
`check(model, version)`: the engine's release that is meant, as `(8, 6)`, or `()` for the newest that the rule knows.
It is applied only where a configuration names its engine. `fix(model, finding)`, where what to do is mechanical, gives
the edits after which the finding is gone and the model means what it meant.
"""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Final, NamedTuple, cast

from pydantic import ValidationError

from pipeline.formats.bpmn import rules
from pipeline.ir.edit import Edit
from pipeline.ir.finding import Finding, Rule, RuleGroup, Severity
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import Element, WorkflowModel

Found = tuple[Element | None, str] | tuple[Element | None, str, str] | tuple[Element | None, str, str, tuple[str, ...]]
"""What a rule yields: the element or None for the document, the message, what tells it from its like, the trace."""
Check = Callable[..., Iterable[Found]]
"""Of a model; that of an engine's rule also takes the release."""
Fix = Callable[[WorkflowModel, Finding], Sequence[Edit]]
"""Nothing, where it takes somebody to decide."""

_STATED: Final = ("aliases", "source", "on", "target")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class RuleInvalid(Exception):
    """A rule cannot be used; the installation has to be mended before anything is checked."""


class CheckedRule(NamedTuple):
    """A rule, the function that applies it, and the one that mends what it finds."""

    rule: Rule
    check: Check
    fix: Fix | None = None

    def found(self, model: WorkflowModel, release: Release = ()) -> Iterable[Found]:
        """What it finds in a model; of an engine's rule, for that release."""
        return self.check(model, release) if self.rule.target else self.check(model)


def load(offered: Iterable[EntryPoint] | None = None) -> dict[str, CheckedRule]:
    """Every rule by its id, sorted. Raises RuleInvalid, at start rather than in the middle of somebody's import."""
    found: dict[str, CheckedRule] = {}
    theirs = _foreign(entry_points(group="ameide.rules") if offered is None else offered)
    for name, module, group in (*_own(rules, "modelling"), *theirs):
        if name in found:
            raise RuleInvalid(f"{name}: two rules have this id")
        found[name] = checked_rule(name, module, group)
    return dict(sorted(found.items()))


def checked_rule(name: str, module: object, group: RuleGroup = "modelling") -> CheckedRule:
    """The rule that a module states. Raises RuleInvalid where it leaves something out."""
    text = inspect.getdoc(module) or ""
    severity, version = getattr(module, "SEVERITY", None), getattr(module, "VERSION", 1)
    check = getattr(module, "check", None)
    if not _ID.fullmatch(name):
        raise RuleInvalid(f"{name!r}: an id has lower-case words with hyphens between them")
    known = {name: value for name in _STATED if (value := getattr(module, name.upper(), None)) is not None}
    if not text or not isinstance(severity, Severity) or not isinstance(version, int) or not callable(check):
        raise RuleInvalid(f"{name}: a rule needs a docstring, a SEVERITY, check(model), and VERSION, if any, a number")
    title = text.partition("\n")[0]
    try:
        rule = Rule(id=name, severity=severity, title=title, help=text, version=version, group=group, **known)
    except ValidationError as error:
        raise RuleInvalid(f"{name}: {error}") from error
    return CheckedRule(rule, check, getattr(module, "fix", None))


def _own(package: ModuleType, group: RuleGroup) -> Iterator[tuple[str, object, RuleGroup]]:
    for found in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{found.name}")
        if found.ispkg:
            yield from _own(module, cast("RuleGroup", found.name))
        else:
            yield found.name.replace("_", "-"), module, group


def _foreign(offered: Iterable[EntryPoint]) -> Iterator[tuple[str, object, RuleGroup]]:
    for entry in sorted(offered, key=lambda entry: (entry.name, entry.value)):
        try:
            module = entry.load()
            yield entry.name, module, getattr(module, "GROUP", "modelling")
        except Exception as error:
            raise RuleInvalid(f"{entry.name}: {entry.value} cannot be loaded ({error})") from error
