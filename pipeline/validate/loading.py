"""Finds the rules: the modules of rules/, and those that installed packages offer as entry points `ameide.rules`."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from pipeline.ir.finding import Rule, Severity
from pipeline.ir.workflow import Element, WorkflowModel
from pipeline.validate import rules

Found = tuple[Element | None, str] | tuple[Element | None, str, str]
"""What a rule yields: the element or None for the document, the message, and what tells it from its like."""
Check = Callable[[WorkflowModel], Iterable[Found]]

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class RuleInvalid(Exception):
    """A rule cannot be used; the installation has to be mended before anything is checked."""


class CheckedRule(NamedTuple):
    """A rule and the function that applies it."""

    rule: Rule
    check: Check


def load(offered: Iterable[EntryPoint] | None = None) -> dict[str, CheckedRule]:
    """Every rule by its id, sorted. Raises RuleInvalid, at start rather than in the middle of somebody's import."""
    found: dict[str, CheckedRule] = {}
    for name, module in (*_own(), *_foreign(entry_points(group="ameide.rules") if offered is None else offered)):
        if name in found:
            raise RuleInvalid(f"{name}: two rules have this id")
        found[name] = checked_rule(name, module)
    return dict(sorted(found.items()))


def checked_rule(name: str, module: object) -> CheckedRule:
    """The rule that a module states. Raises RuleInvalid where it leaves something out."""
    text = inspect.getdoc(module) or ""
    severity, version = getattr(module, "SEVERITY", None), getattr(module, "VERSION", 1)
    check = getattr(module, "check", None)
    if not _ID.fullmatch(name):
        raise RuleInvalid(f"{name!r}: an id has lower-case words with hyphens between them")
    if not text or not isinstance(severity, Severity) or not isinstance(version, int) or not callable(check):
        raise RuleInvalid(f"{name}: a rule needs a docstring, a SEVERITY, check(model), and VERSION, if any, a number")
    title = text.partition("\n")[0]
    return CheckedRule(Rule(id=name, severity=severity, title=title, help=text, version=version), check)


def _own() -> Iterator[tuple[str, object]]:
    for module in pkgutil.iter_modules(rules.__path__):
        yield module.name.replace("_", "-"), import_module(f"{rules.__name__}.{module.name}")


def _foreign(offered: Iterable[EntryPoint]) -> Iterator[tuple[str, object]]:
    for entry in sorted(offered, key=lambda entry: (entry.name, entry.value)):
        try:
            yield entry.name, entry.load()
        except Exception as error:
            raise RuleInvalid(f"{entry.name}: {entry.value} cannot be loaded ({error})") from error
