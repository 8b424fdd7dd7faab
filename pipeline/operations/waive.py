"""Record waivers: a person accepts a finding in this version and the next ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from opentelemetry import trace

from cypher import QUERIES
from graph.records import address, element_uid
from graph.store import Graphs, GraphStore, Row
from pipeline.ir.document import Actor, Problem
from pipeline.ir.ids import spellings
from pipeline.ir.ruleset import RuleSet
from pipeline.ir.waiving import Standing, Waived
from pipeline.operations.rules import KNOWN
from pipeline.records.waiver import Subject, standing, waiver_batch, withdrawal
from pipeline.validate.configuration import ConfigurationWrong, named

_tracer = trace.get_tracer("ameide.pipeline")


async def waive(
    about: str, rule: str | None, reason: str, until: date | None, graphs: Graphs, tenant: str, actor: Actor
) -> Waived:
    """Accept a finding, by its id; or what a rule finds in a model, or on an element of it."""
    with _tracer.start_as_current_span("pipeline.waive"):
        async with graphs.writing(tenant) as store:
            subject = await _subject(store, about, rule)
            if isinstance(subject, Problem):
                return Waived(problems=(subject,))
            if until is not None and until.isoformat() < store.now[:10]:
                return _refused("BAD_DATE", f"{until} has passed.", "until")
            if before := await _of_anchors(store, [subject.anchor.uid], store.now):
                return _refused("ALREADY_WAIVED", f"{before[0]} accepts it; withdraw that first.", before[0])
            batch = waiver_batch(subject, reason, until, actor, store.now)
            await store.write(batch)
            return Waived(waiver=batch.vertices[0].uid)


async def withdraw(waiver: str, graphs: Graphs, tenant: str, actor: Actor) -> Waived:
    """End a waiver; what it accepted stops generation again, if it did before."""
    with _tracer.start_as_current_span("pipeline.withdraw"):
        async with graphs.writing(tenant) as store:
            found = await store.rows(QUERIES["waiver.by_id"], uids=[waiver])
            if not found:
                return _refused("UNKNOWN_ID", f"There is no waiver {waiver!r}.", "waiver")
            if (at := found[0]["node"].get("until")) is not None:
                return _refused("ALREADY_WITHDRAWN", f"{waiver} was withdrawn at {at}.", "waiver")
            await store.write(withdrawal(waiver, actor))
            return Waived(waiver=waiver)


def anchors(rule: str, version: str, element: str | None) -> tuple[str, ...]:
    """Return the uids of the anchors by which a finding may be waived, the element's first."""
    parts = address(element or version)
    if parts is None:
        return ()
    subjects = dict.fromkeys((Subject(rule, parts.model, parts.element), Subject(rule, parts.model)))
    return tuple(subject.anchor.uid for subject in subjects)


async def measure(store: GraphStore, version: Row, ruleset: RuleSet) -> tuple[RuleSet, tuple[str, ...]]:
    """Return the rule set in force for a stored version, and the uids of the waivers that its generation relies on."""
    rows = await store.rows(QUERIES["waiver.standing"], model=version["model"], asOf=store.now, day=store.now[:10])
    found = [standing(row["waiver"]) for row in rows]
    accepted = await _of_errors(store, version["uid"], found)
    return ruleset.model_copy(update={"waivers": tuple(each.waiver for each in found)}), accepted


async def _of_errors(store: GraphStore, version: str, waivers: Sequence[Standing]) -> tuple[str, ...]:
    if not waivers:
        return ()
    rows = await store.rows(QUERIES["waiver.errors"], version=version)
    errors = {(row["rule"], (row["element"] or "").removeprefix(f"{version}#")) for row in rows}
    rules = {rule for rule, _ in errors}
    return tuple(
        sorted(
            each.uid
            for each in waivers
            if (each.waiver.rule, each.waiver.element) in errors
            or (each.waiver.element is None and each.waiver.rule in rules)
        )
    )


async def _of_anchors(store: GraphStore, anchors: Sequence[str], as_of: str) -> list[str]:
    """Return the uids of waivers in force on anchors, oldest first."""
    rows = await store.rows(QUERIES["waiver.of_anchors"], anchors=list(anchors), asOf=as_of, day=as_of[:10])
    return [row["waiver"] for row in rows]


async def _subject(store: GraphStore, about: str, rule: str | None) -> Subject | Problem:
    if about.startswith("finding:"):
        return await _of_finding(store, about)
    try:
        rules = named(rule or "", KNOWN)
    except ConfigurationWrong as error:
        return Problem(code="UNKNOWN_RULE", message=str(error), path="rule")
    if len(rules) > 1:
        message = f"{rule!r} is {' and '.join(rules)}; say which."
        return Problem(code="UNKNOWN_RULE", message=message, path="rule")
    parts = address(about)
    found = await store.rows(QUERIES["run.current"], model=parts.model) if parts else ()
    if parts is None or not found:
        return Problem(code="UNKNOWN_ID", message=f"There is no {about!r}.", path="about")
    if parts.element is not None:
        version = found[0]["version"]["uid"]
        here = await store.rows(
            QUERIES["run.any_element"], elements=[element_uid(version, each) for each in spellings(parts.element)]
        )
        if not here:
            return Problem(code="UNKNOWN_ID", message=f"The current version has no {about!r}.", path="about")
        parts = replace(parts, element=str(here[0]["element"]).partition("#")[2])
    return Subject(rules[0], parts.model, parts.element)


async def _of_finding(store: GraphStore, finding: str) -> Subject | Problem:
    found = await store.rows(QUERIES["waiver.finding"], finding=finding)
    parts = address(found[0]["element"] or found[0]["version"]) if found else None
    if parts is None:
        return Problem(code="UNKNOWN_ID", message=f"There is no {finding!r}.", path="about")
    return Subject(found[0]["rule"], parts.model, parts.element)


def _refused(code: str, message: str, path: str) -> Waived:
    return Waived(problems=(Problem(code=code, message=message, path=path),))
