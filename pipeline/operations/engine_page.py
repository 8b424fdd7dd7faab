"""Prints docs/engines.md from the tables: `python -m pipeline.operations.engine_page > docs/engines.md`."""

from collections.abc import Iterator
from typing import Final

from pipeline import formats
from pipeline.operations.rules import own
from pipeline.targets import OWN

_HEAD: Final = """# Engines

What the engines run that Ameide checks for, and since which release. Made from `pipeline/formats/bpmn/engines/` by
`python -m pipeline.operations.engine_page > docs/engines.md`; do not edit.

Name an engine in the configuration or on the command line, `ameide validate order.bpmn --target camunda-8@8.6`, and its
rules are applied. Without a release the newest is meant that the tables know; `camunda-8@8` means the newest 8. An
engine or a release that is not listed here is refused. Rules for Camunda look at executable processes only. Expressions
are read on the surface (brackets, texts, operators, functions of the release): Ameide has no grammar of FEEL or JUEL.
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
    names = [name for name, checked in own().items() if checked.rule.target == engine]
    return "Rules: " + ", ".join(f"[{name}](rules.md#{name})" for name in names) + "."


if __name__ == "__main__":
    print(page(), end="")
