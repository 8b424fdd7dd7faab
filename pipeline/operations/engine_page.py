"""Prints docs/engines.md from the tables: `python -m pipeline.operations.engine_page > docs/engines.md`."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.formats.bpmn.engines import camunda_7, camunda_8
from pipeline.formats.bpmn.engines.releases import written
from pipeline.ir.ruleset import Release
from pipeline.targets import OWN
from pipeline.validate.loading import load

_HEAD: Final = """# Engines

What the engines run that Ameide checks for, and since which release. Made from `pipeline/formats/bpmn/engines/` by
`python -m pipeline.operations.engine_page > docs/engines.md`; do not edit.

Name an engine in the configuration or on the command line, `ameide validate order.bpmn --target camunda-8@8.6`, and its
rules are applied. Without a release the newest is meant that the tables know; `camunda-8@8` means the newest 8. Rules
for Camunda look at executable processes only. Expressions are read on the surface (brackets, texts, operators,
functions of the release): Ameide has no grammar of FEEL or JUEL.
"""


def page() -> str:
    """The page as Markdown: of each engine its rules, and its tables."""
    return "\n".join((_HEAD, *_camunda_8(), *_camunda_7(), *_targets()))


def _camunda_8() -> Iterator[str]:
    yield from ("## camunda-8", "", _rules("camunda-8"), "")
    yield from _since("element", camunda_8.ELEMENTS)
    yield from _since("event", camunda_8.EVENTS)
    taken = {f"{kind}: {way}": since for kind, ways in camunda_8.IMPLEMENTATIONS.items() for way, since in ways.items()}
    yield from _since("carried out by zeebe:", taken)
    yield from _since("extension zeebe:", camunda_8.EXTENSIONS)
    yield from _since("function of FEEL", camunda_8.FUNCTIONS)


def _camunda_7() -> Iterator[str]:
    yield from ("## camunda-7", "", _rules("camunda-7"), "")
    unknown = ", ".join(sorted(camunda_7.UNKNOWN))
    yield from (f"Every task, gateway and sub-process but these: {unknown}. And these events:", "")
    yield from _since("event", camunda_7.EVENTS)


def _targets() -> Iterator[str]:
    for target in OWN.values():
        yield from (f"## {target.name}", "", _rules(target.name), "", "| element | runs as |", "|---|---|")
        yield from (f"| {element} | {way} |" for element, way in target.support.items())
        yield ""


def _since(what: str, table: Mapping[str, Release]) -> Iterator[str]:
    yield from (f"| {what} | since |", "|---|---|")
    yield from (f"| {name} | {written(since)} |" for name, since in table.items())
    yield ""


def _rules(engine: str) -> str:
    names = [name for name, checked in load(offered=()).items() if checked.rule.target == engine]
    return "Rules: " + ", ".join(f"[{name}](rules.md#{name})" for name in names) + "."


if __name__ == "__main__":
    print(page(), end="")
