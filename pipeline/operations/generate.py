"""Generate code for a checked model, as files alone or as a build in the graph.

Faults of a model are returned as values. Exceptions are a lost database or a bug.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import JsonValue

from cypher import QUERIES
from graph.records import Batch, Edge, Vertex
from graph.store import Graphs, GraphStore, Row
from pipeline.ir.crossing import Parts
from pipeline.ir.document import Actor, Document, Problem
from pipeline.ir.doing import doing
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.model import Model
from pipeline.ir.outcome import Built, Checked, Made
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.ir.target import TargetCrashed
from pipeline.ir.workshop import HERE, NotDone, Workshop
from pipeline.operations import stored, targets
from pipeline.operations import waive as waiving
from pipeline.operations.catalogue import KNOWN, TARGETS
from pipeline.operations.check import check
from pipeline.operations.problems import model_retired, problem
from pipeline.operations.rules import CHECKED, validated
from pipeline.operations.target_rules import NOT_CARRIED_OVER
from pipeline.provenance.build import Builder, Inputs
from pipeline.provenance.builder import builder
from pipeline.records.build import build_batch, uid_of_build
from pipeline.records.shared import names_version
from pipeline.tenant import configuration
from pipeline.tenant.links import settle as links
from pipeline.validate import findings
from pipeline.validate.configuration import ConfigurationWrong


def build(
    checked: Checked, target: str, options: Mapping[str, JsonValue], ruleset: RuleSet = DEFAULT, lock: str = ""
) -> Built:
    """Transform and generate. Pure. Refuses a model with errors: validation cannot be passed by.

    `ruleset`: that by which it was checked. It says whether a statement that is not carried over is an error.
    `lock`: text of the target's lock file in the generation before.
    """
    if checked.model is None:
        return Built(problems=checked.problems)
    chosen, problems = targets.chosen(target, options)
    problems = problems or _refusals(checked, checked.model, target, ruleset)
    if problems:
        return Built(problems=problems)
    try:
        return Built(generated=targets.generated(target, checked.model, chosen, lock))
    except Exception as error:
        # a target may rely on what the rules call an error: where somebody accepts one, it need not get by
        errors = sorted({found.rule for found in validated(checked.model) if found.severity is Severity.ERROR})
        if not errors and isinstance(error, TargetCrashed):
            return Built(problems=(problem("TARGET_CRASHED", str(error)),))
        if not errors:
            raise
        message = f"{target} cannot make anything of a model in which this is accepted: {', '.join(errors)}."
        return Built(problems=(problem("NOT_GENERATED", message),))


async def generate(
    version: str,
    target: str,
    options: Mapping[str, JsonValue],
    graphs: Graphs,
    tenant: str,
    actor: Actor,
    *,
    workshop: Workshop = HERE,
) -> Made:
    """Generate code for a stored version, or for the current one of a model, and store it as a build.

    Equal input gives the stored build.
    """
    chosen, problems = targets.chosen(target, options)
    if problems:
        return Made(problems=problems)
    started_at = _now()
    try:
        made_with = await workshop.constant(tenant, _made_with, target, about=f"the target {target}")
        wanted = await _wanted(version, target, chosen, made_with, graphs, tenant)
        if isinstance(wanted, Made):
            return wanted
        about = f"the code of {wanted.version['uid']}"
        ready = await workshop.run(tenant, _ready, wanted, started_at, actor, about=about)
    except ConfigurationWrong as error:
        return Made(problems=(configuration.unreadable(error),))
    except TargetCrashed as error:
        return Made(problems=(problem("TARGET_CRASHED", str(error)),))
    except NotDone as stopped:
        return Made(problems=(stopped.problem,))
    if not isinstance(ready, _Ready):
        return Made(problems=ready)
    async with graphs.writing(tenant) as store:
        made = await _keep(store, uid_of_build(wanted.inputs.id), ready)
        await links.rely_for(store, wanted.version["model"])
        return made


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The input of a build."""

    version: Row
    content: bytes
    ruleset: RuleSet
    inputs: Inputs
    lock: str = ""
    """Text of the file whose digest the inputs name."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A build that only has to be stored; what is many is in parts."""

    contents: Mapping[str, bytes]
    vertices: Parts[Vertex]
    edges: Parts[Edge]


async def _wanted(
    version: str,
    target: str,
    options: Mapping[str, JsonValue],
    made_with: tuple[Builder, dict[str, str]],
    graphs: Graphs,
    tenant: str,
) -> _Wanted | Made:
    """Read what a build is made of; or return the build that is there already, or why there is none."""
    async with graphs.reading(tenant) as store:
        found = await _version(store, version)
        if found is None:
            return Made(problems=(problem("UNKNOWN_ID", f"There is no version {version!r}.", path=version),))
        if found["retired"] is not None:
            return Made(problems=(model_retired(found["version"]["model"], found["retired"]),))
        row = found["version"]
        ruleset, accepted = await waiving.measure(store, row, await configuration.ruleset_of(store, KNOWN))
        lock = await _lock(store, row, target)
        inputs = _inputs(row, target, options, made_with, accepted, lock)
        if await store.rows(QUERIES["run.build"], build=uid_of_build(inputs.id)):
            return Made(build=uid_of_build(inputs.id), reused=True)
        names = (await stored.content(store, lock)).decode() if lock else ""
        return _Wanted(row, await stored.content(store, row["sourceDigest"]), ruleset, inputs, names)


async def _lock(store: GraphStore, row: Row, target: str) -> str:
    """Return the digest of the names that the builds of earlier versions gave; empty if there are none.

    Builds of the version itself do not count, or its second build would differ from its first.
    """
    path = TARGETS[target].lock
    if not path:
        return ""
    found = await store.rows(QUERIES["run.names"], model=row["model"], target=target, number=row["number"], path=path)
    return str(found[0]["digest"]) if found else ""


def _made_with(target: str) -> tuple[Builder, dict[str, str]]:
    """Return what decides about the bytes of every build. Raises TargetCrashed."""
    return builder(), dict(TARGETS[target].digests())


def _ready(wanted: _Wanted, started_at: str, actor: Actor) -> _Ready | tuple[Problem, ...]:
    """Generate, and make the records of the build; or return why there is nothing."""
    built = _rebuild(wanted)
    if built.generated is None:
        return built.problems
    doing("the records for the graph")
    batch = build_batch(wanted.inputs.record(started_at, _now()), built.generated, actor)
    contents = {file.digest: file.content for file in built.generated.files}
    return _Ready(contents, Parts(batch.vertices), Parts(batch.edges))


async def _version(store: GraphStore, named: str) -> Row | None:
    if names_version(named):
        found = await store.rows(QUERIES["run.version"], version=named)
    else:
        found = await store.rows(QUERIES["run.current"], model=named)
    return found[0] if found else None


async def _keep(store: GraphStore, build: str, ready: _Ready) -> Made:
    # somebody else may have finished the same build while this one ran
    if await store.rows(QUERIES["run.build"], build=build):
        return Made(build=build, reused=True)
    await store.content.put(ready.contents)
    await store.write(Batch(await ready.vertices.whole(), await ready.edges.whole()))
    return Made(build=build)


def _rebuild(wanted: _Wanted) -> Built:
    row = wanted.version
    document = Document(content=wanted.content, format=row["format"], path=row.get("sourceName"))
    checked = check(document, wanted.ruleset)
    if checked.model is not None and checked.model.parser != row["parser"]:
        message = f"{row['uid']} was read by {row['parser']}, this is {checked.model.parser}; import it again."
        return Built(problems=(problem("IMPORT_AGAIN", message, path=row["uid"]),))
    return build(checked, wanted.inputs.target, wanted.inputs.options, wanted.ruleset, wanted.lock)


def _inputs(
    row: Row,
    target: str,
    options: Mapping[str, JsonValue],
    made_with: tuple[Builder, dict[str, str]],
    waivers: tuple[str, ...],
    lock: str,
) -> Inputs:
    return Inputs(
        version=row["uid"],
        source_digest=row["sourceDigest"],
        source_commit=row.get("sourceCommit"),
        target=target,
        options=dict(options),
        builder=made_with[0],
        templates=made_with[1],
        waivers=waivers,
        lock=lock,
    )


def _refusals(checked: Checked, model: Model, target: str, ruleset: RuleSet) -> tuple[Problem, ...]:
    refused = targets.refusals(target, model)
    if any(found.code == "WRONG_FORMAT" for found in refused):
        return refused
    errors = tuple(
        Problem(code="INVALID", message=f"{found.rule}: {found.message}", line=found.line, path=found.element)
        for found in dict.fromkeys((*checked.errors, *_lost(model, target, ruleset)))
    )
    return errors + refused


def _lost(model: Model, target: str, ruleset: RuleSet) -> Iterator[Finding]:
    """Yield what the target does not carry over, where that is an error, whether or not the target is configured."""
    if ruleset.severities.get(NOT_CARRIED_OVER) is Severity.ERROR and NOT_CARRIED_OVER in CHECKED:
        meant = ruleset.model_copy(update={"engines": {target: ()}})
        yield from (found for found in findings(CHECKED[NOT_CARRIED_OVER], model, meant) if not found.waiver)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
