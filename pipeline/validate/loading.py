"""Load rules: the modules of the packages that formats name, and entry points `ameide.rules` of installed packages.

A rule states SEVERITY and, if they differ from the defaults, VERSION, ALIASES, SOURCE, ON and TARGET, which
pipeline.ir.finding.Rule explains. Its folder is its group; the package itself is for modelling. It applies to models of
the format whose package contains it. A rule of an entry point states its GROUP and, in FORMAT, its format; without
FORMAT it applies to every model.

`check(model)` yields the findings. A rule with a TARGET, say "camunda-8", is one of an engine, and has
`check(model, version)` with the release of the engine, as `(8, 6)`, or `()` for the newest that the rule knows. It
applies only if a configuration names its engine. A rule with a class `Options`, whose fields all have defaults, has
`check(model, options)` with the options of the configuration. For mechanical corrections, `fix(model, finding)` returns
the edits that remove the finding without changing the meaning of the model.
"""

import inspect
import pkgutil
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.metadata import EntryPoint
from types import MappingProxyType, ModuleType
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from pipeline.ir import plugins
from pipeline.ir.edit import Edit
from pipeline.ir.finding import Rule, Severity
from pipeline.ir.frozen import Frozen
from pipeline.ir.model import Element, Model
from pipeline.ir.ruleset import Release

Found = (
    tuple[Element | None, str]
    | tuple[Element | None, str, str]
    | tuple[Element | None, str, str, tuple[str, ...]]
    | tuple[Element | None, str, str, tuple[str, ...], int]
)
"""The result of a rule: the element or None for the document, the message, a discriminator, the trace, and
the line where it is not that of the element."""
Check = Callable[..., Iterable[Found]]
"""Yield the findings of a model; the function of an engine's rule also takes the release."""
Fix = Callable[..., Sequence[Edit]]
"""Return the edits for a finding of a model; none if a person must decide."""

_STATED: Final = ("aliases", "source", "on", "target")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class RuleInvalid(plugins.PluginInvalid):
    """A rule leaves out something, or states something that cannot be meant."""


class CheckedRule(NamedTuple):
    """A rule with the function that applies it and the one that fixes its findings."""

    rule: Rule
    check: Check
    fix: Fix | None = None
    options: type[Frozen] | None = None

    def found(
        self,
        model: Model,
        release: Release = (),
        said: Mapping[str, Any] = MappingProxyType({}),
        engines: Collection[str] = (),
    ) -> Iterable[Found]:
        """Return what the rule finds in a model: an engine's rule for that release, one with options by those said,
        one about several engines for those that are meant.
        """
        if self.rule.targets:
            return self.check(model, [name for name in self.rule.targets if name in engines])
        if self.options is not None:
            return self.check(model, self.options(**said))
        return self.check(model, release) if self.rule.target else self.check(model)


def load(packages: Mapping[str, str], offered: Iterable[EntryPoint] | None = None) -> dict[str, CheckedRule]:
    """Return every rule by its id, sorted: those of formats, given their packages, and those of entry points.

    Raises RuleInvalid for a rule of a package; an unusable one of an entry point is left out and listed.
    """
    found: dict[str, CheckedRule] = {}
    for format_, package in packages.items():
        for name, checked in of_package(package, format_).items():
            if name in found:
                raise RuleInvalid(f"{name}: two rules have this id")
            found[name] = checked
    return dict(sorted((found | plugins.load("ameide.rules", _accepted, found, offered)).items()))


def of_package(package: str, format_: str) -> dict[str, CheckedRule]:
    """Return the rules that a format has in a package, by id. Raises RuleInvalid, or what importing it raises."""
    found: dict[str, CheckedRule] = {}
    for name, module, group in _modules(import_module(package), "modelling"):
        if name in found:
            raise RuleInvalid(f"{name}: two rules have this id")
        found[name] = checked_rule(name, module, group, format_)
    return found


def checked_rule(name: str, module: object, group: str = "modelling", format_: str | None = None) -> CheckedRule:
    """Return the rule that a module states. Raises RuleInvalid where it leaves something out."""
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
        rule = Rule(
            id=name, severity=severity, title=title, help=text, version=version, group=group, format=format_, **known
        )
    except ValidationError as error:
        raise RuleInvalid(f"{name}: {error}") from error
    return CheckedRule(rule, check, getattr(module, "fix", None), getattr(module, "Options", None))


def _modules(package: ModuleType, group: str) -> Iterator[tuple[str, object, str]]:
    for found in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{found.name}")
        if found.ispkg:
            yield from _modules(module, found.name)
        else:
            yield found.name.replace("_", "-"), module, group


def _accepted(entry: EntryPoint, module: object) -> CheckedRule:
    return checked_rule(entry.name, module, getattr(module, "GROUP", "modelling"), getattr(module, "FORMAT", None))
