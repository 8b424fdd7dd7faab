"""Prints docs/rules.md from Ameide's own rules: `python -m pipeline.validate.document_rules > docs/rules.md`."""

from pipeline.ir.finding import Rule, Severity
from pipeline.validate.loading import load

_HEAD = """# Rules

What Ameide checks in a process before anything is generated from it. Made from the rules' docstrings by
`python -m pipeline.validate.document_rules > docs/rules.md`; do not edit.

An **error** makes a model meaningless to execute and stops generation, unless it is waived. A **warning** or an
**info** does not. The document and its findings are stored in any case. Where bpmnlint has a rule of that kind, it is
called the same here. A rule that crashes is reported as a finding of that rule, with its severity: what it would have
found is not known.
"""

_IN_THE_GRAPH = """
## ambiguous-reference

*warning, version 1*

What is referred to is one thing.

**Why.** A call activity names a process and no model, and ids repeat across files. Where the current versions of
several models offer what is meant, or a document states an id twice, whoever runs it has to guess; lineage and impact
then go to all of them (of a document: to the first). No file alone shows the first case: it is found when a model is
imported, retired or erased, and closed when one is left.

**Fix.** Give one of them another id, or retire the model that is not meant any more.

**Example.** `Call_Ship` is reported once a second model with a process `Process_Ship` is imported:

```xml
<callActivity id="Call_Ship" calledElement="Process_Ship"/>
```

## model-retired

*info, version 1*

A model is in use.

**Why.** Somebody retired it: this says who, and the reason that was given. It stands on the last version, and never
ends.

**Fix.** Nothing; what still refers to it is without a target, or means that of another model.
"""


def page() -> str:
    """The page as Markdown: an index by severity, every rule, and what only the graph shows."""
    rules = [checked.rule for checked in load(offered=()).values()]
    worst_first = sorted(rules, key=lambda rule: list(Severity).index(rule.severity))
    index = "\n| rule | severity | |\n|---|---|---|\n" + "".join(map(_row, worst_first))
    return _HEAD + index + "".join(map(_section, rules)) + _IN_THE_GRAPH


def _row(rule: Rule) -> str:
    return f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.title} |\n"


def _section(rule: Rule) -> str:
    return f"\n## {rule.id}\n\n*{rule.severity}, version {rule.version}*\n\n{rule.help}\n"


if __name__ == "__main__":
    print(page(), end="")
