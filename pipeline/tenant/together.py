"""Check a tenant's models together. A rule is a module in rules/; the query of the same name returns its rows.

Like all rules, it states SEVERITY and the other names that loading.py explains; also TOPICS, the types of the anchors
that models share. `check(rows)` yields a row of `cypher/rules/<rule>.cypher`, a message and, if needed, a discriminator
and a trace. Rows of one anchor come together, in no order.
"""

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from pipeline.ir.conflict import Conflict
from pipeline.ir.finding import Rule
from pipeline.tenant import rules
from pipeline.tenant.speaking import Row
from pipeline.validate.loading import checked_rule

Judged = tuple[Row, str] | tuple[Row, str, str] | tuple[Row, str, str, tuple[str, ...]]

Judge = Callable[[Sequence[Row]], Iterable[Judged]]


class TenantRule(NamedTuple):
    """A rule, the types of anchors that it is about (none: all), and the function that judges what a query found."""

    rule: Rule
    topics: frozenset[str]
    judge: Judge

    @property
    def query(self) -> str:
        return f"rules.{self.rule.id.replace('-', '_')}"


def conflicts(applied: TenantRule, rows: Sequence[Row]) -> Iterator[Conflict]:
    """Yield what a rule finds in the rows of its query."""
    for row, message, about, trace in (_whole(*judged) for judged in applied.judge(rows)):
        yield Conflict(
            rule=applied.rule,
            anchor=row["anchor"],
            element=row["element"],
            version=row["version"],
            line=row["line"],
            message=message,
            about=about,
            trace=trace,
        )


def _whole(
    row: Row, message: str, about: str = "", trace: tuple[str, ...] = ()
) -> tuple[Row, str, str, tuple[str, ...]]:
    return row, message, about, trace


def _load() -> dict[str, TenantRule]:
    found = {}
    for each in pkgutil.iter_modules(rules.__path__):
        module = import_module(f"{rules.__name__}.{each.name}")
        checked = checked_rule(each.name.replace("_", "-"), module, "tenant")
        found[checked.rule.id] = TenantRule(checked.rule, frozenset(module.TOPICS), cast("Judge", checked.check))
    return dict(sorted(found.items()))


TENANT_RULES: Final[Mapping[str, TenantRule]] = MappingProxyType(_load())
