"""Print docs/engines.md from the tables: `python -m pipeline.operations.engine_page > docs/engines.md`."""

from collections.abc import Iterator
from typing import Final

from pipeline import formats
from pipeline.operations.rules import own
from pipeline.targets import OWN

_HEAD: Final = """# Engines

This page lists the features of each engine that Ameide knows, with the release in which each began. It is made from
`pipeline/formats/bpmn/engines/` by `python -m pipeline.operations.engine_page > docs/engines.md`; do not edit it.

The rules of an engine apply if the configuration or the command line names it:
`ameide validate order.bpmn --target camunda-8@8.6`. Without a release, the newest known one is meant; `camunda-8@8`
means the newest 8. An engine or a release that is not listed here is refused. Rules for Camunda check executable
processes only. Expressions are checked for brackets, texts, operators and the functions of the release; Ameide does not
parse FEEL or JUEL.
"""


def page() -> str:
    """Return the page as Markdown: for each engine its rules and its tables."""
    return "\n".join((_HEAD, *_formats(), *_targets()))


def _formats() -> Iterator[str]:
    for row in formats.OWN.values():
        for tables in row.engines():
            releases = ", ".join(".".join(map(str, release)) for release in tables.releases)
            yield from (f"## {tables.engine}", "", f"Releases: {releases}.", "")
            yield from (_rules(tables.engine), "", *tables.blocks)


def _targets() -> Iterator[str]:
    for target in OWN.values():
        yield from (f"## {target.name}", "", _rules(target.name), "", "| element | runs as |", "|---|---|")
        yield from (f"| {element} | {way} |" for element, way in target.support.items())
        yield ""


def _rules(engine: str) -> str:
    names = [name for name, checked in own().items() if engine in (checked.rule.target, *checked.rule.targets)]
    return "Rules: " + ", ".join(f"[{name}](rules.md#{name})" for name in names) + "."


if __name__ == "__main__":
    print(page(), end="")
