"""Print docs/rules.md from Ameide's own rules: `python -m pipeline.operations.rule_pages > docs/rules.md`."""

from collections import defaultdict
from collections.abc import Iterable

from pipeline.ir.finding import Rule, Severity
from pipeline.operations.rules import own
from pipeline.tenant.together import TENANT_RULES

_HEAD = """# Rules

What Ameide checks in a model before anything is made of it. Made from the rules' docstrings by
`python -m pipeline.operations.rule_pages > docs/rules.md`; do not edit.

An **error** makes a model meaningless to execute and stops generation, unless it is waived. A **warning** or an
**info** does not. The document and its findings are stored in any case. Where bpmnlint has a rule of that kind, it is
called the same here. A rule that crashes is reported as a finding of that rule, with its severity: what it would have
found is not known. Which rules apply, and how severely, [a configuration](configuration.md) says; `ameide rules RULE`
prints what stands here.

Rules about **models together** say what no file shows by itself. They are judged again when a model is imported,
retired or erased, around everything that this touches, in all current models of the tenant; what they find ends when
it no longer holds. They stop nothing.
"""

_IN_THE_GRAPH = """
## model-retired

*info, version 1*

A model is in use.

**Why.** Somebody retired it: this says who, and the reason that was given. It stands on the last version, and never
ends.

**Fix.** Nothing; what still refers to it is without a target, or means that of another model.

## missing-import

*warning, version 1* · BPMN 2.0.2, 8.2.2

Imported file is not there.

**Why.** `import` says where another document lies. `ameide validate` looks for it among the given files and on the
disk; without it, nothing that refers into its namespace can be found. Standard input and stored models lie nowhere: of
stored models, unknown-import and unknown-call say what is missing.

**Fix.** Add the file, or correct the `location`.

## review-incomplete

*warning, version 1*

Not all models that an import concerns were looked at.

**Why.** A model came, changed or was retired, and so many processes call its processes, over others, that they could
not be gone through in the time that an import may take. Whether their calls form a cycle was not judged again for those
that are left. The message says what ran out. It stands on the version that was imported, and ends with it.

**Fix.** Import the callers again, or retire models that are no longer in use.
"""


def page() -> str:
    """Return the page as Markdown: an index by severity, then every rule, then the tenant's rules."""
    rules = [checked.rule for checked in own().values()] + [each.rule for each in TENANT_RULES.values()]
    worst_first = sorted(rules, key=lambda rule: list(Severity).index(rule.severity))
    index = "\n| rule | severity | |\n|---|---|---|\n" + "".join(map(_row, worst_first))
    return _HEAD + index + _names_elsewhere(rules) + "".join(map(_section, rules)) + _IN_THE_GRAPH


def _row(rule: Rule) -> str:
    return f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.title} |\n"


def _section(rule: Rule) -> str:
    return f"\n## {rule.id}\n\n{_facts(rule)}\n\n{rule.help}\n"


def _facts(rule: Rule) -> str:
    also = ", ".join(f"`{alias}`" for alias in rule.aliases)
    facts = (
        f"*{rule.severity}, version {rule.version}*",
        f"for {', '.join(rule.targets) or rule.target}" if rule.targets or rule.target else "",
        "" if rule.on else "off unless a configuration turns it on",
        rule.source,
        f"elsewhere {also}" if also else "",
    )
    return " · ".join(filter(None, facts))


def _names_elsewhere(rules: Iterable[Rule]) -> str:
    here = defaultdict(list)
    for rule in rules:
        for alias in rule.aliases:
            here[alias].append(f"[{rule.id}](#{rule.id})")
    rows = (f"| {alias} | {', '.join(here[alias])} |\n" for alias in sorted(here, key=str.lower))
    return "\n### Names elsewhere\n\n| there | here |\n|---|---|\n" + "".join(rows)


if __name__ == "__main__":
    print(page(), end="")
