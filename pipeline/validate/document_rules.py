"""Prints docs/rules.md, made from the rules themselves: `python -m pipeline.validate.document_rules > docs/rules.md`."""

from pipeline.ir.finding import Rule, Severity
from pipeline.validate import RULES

_HEAD = """# Rules

What Ameide checks in a process before anything is generated from it. Made from the rules' docstrings by
`python -m pipeline.validate.document_rules > docs/rules.md`; do not edit.

An **error** makes a model meaningless to execute and stops generation, unless it is waived. A **warning** or an
**info** does not. The document and its findings are stored in any case. Where bpmnlint has a rule of that kind, it is
called the same here. A rule that crashes is reported as a finding of that rule, with its severity: what it would have
found is not known.
"""


def page() -> str:
    """The page as Markdown: an index by severity, then every rule."""
    index = [f"\n| rule | severity | |\n|---|---|---|\n{''.join(_row(rule) for rule in _worst_first())}"]
    return "".join([_HEAD, *index, *(_section(rule) for rule in RULES.values())])


def _worst_first() -> list[Rule]:
    order = list(Severity)
    return sorted(RULES.values(), key=lambda rule: (order.index(rule.severity), rule.id))


def _row(rule: Rule) -> str:
    return f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.title} |\n"


def _section(rule: Rule) -> str:
    return f"\n## {rule.id}\n\n*{rule.severity}, version {rule.version}*\n\n{rule.help}\n"


if __name__ == "__main__":
    print(page(), end="")
