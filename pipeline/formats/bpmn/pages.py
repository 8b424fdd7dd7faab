"""List the features of BPMN engines by release."""

from collections.abc import Iterator, Mapping

from pipeline.formats.bpmn.engines import camunda_7, camunda_8
from pipeline.formats.bpmn.engines.releases import written
from pipeline.ir.format import EngineTables
from pipeline.ir.ruleset import Release


def engines() -> tuple[EngineTables, ...]:
    """Return the tables that the rules of each engine go by."""
    return (
        EngineTables("camunda-8", camunda_8.RELEASES, tuple(_camunda_8())),
        EngineTables("camunda-7", camunda_7.RELEASES, tuple(_camunda_7())),
    )


def _camunda_8() -> Iterator[str]:
    yield from _since("element", camunda_8.ELEMENTS)
    yield from _since("event", camunda_8.EVENTS)
    taken = {f"{kind}: {way}": since for kind, ways in camunda_8.IMPLEMENTATIONS.items() for way, since in ways.items()}
    yield from _since("implementation zeebe:", taken)
    yield from _since("extension zeebe:", camunda_8.EXTENSIONS)
    yield from _since("function of FEEL", camunda_8.FUNCTIONS)


def _camunda_7() -> Iterator[str]:
    unknown = ", ".join(sorted(camunda_7.UNKNOWN))
    yield from (f"Not supported: {unknown}. Supported: all other tasks, gateways, sub-processes, and these events:", "")
    yield from _since("event", camunda_7.EVENTS)


def _since(what: str, table: Mapping[str, Release]) -> Iterator[str]:
    yield from (f"| {what} | since |", "|---|---|")
    yield from (f"| {name} | {written(since)} |" for name, since in table.items())
    yield ""
