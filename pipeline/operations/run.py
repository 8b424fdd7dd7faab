"""The façade: parse, validate, transform, generate, record, always in this order.

Everything a document can do wrong comes back as a value. What is raised is a lost database or a bug.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from opentelemetry import trace
from pydantic import JsonValue

from cypher import QUERIES
from graph.records import EndOfVertex
from graph.store import Graphs, GraphStore, Row
from pipeline.ir.configuring import MODEL
from pipeline.ir.document import Actor, Document, Problem
from pipeline.ir.finding import Rule, Severity
from pipeline.ir.generated import BuildRecord, Generated, Target
from pipeline.ir.outcome import Built, Checked, Imported, Made
from pipeline.ir.ruleset import RuleSet
from pipeline.ir.workflow import WorkflowModel
from pipeline.operations import waive as waiving
from pipeline.operations.check import check as check
from pipeline.provenance.build import Inputs
from pipeline.provenance.builder import builder
from pipeline.records.build import build_batch, uid_of_build
from pipeline.records.conflicts import found_in
from pipeline.records.references import together
from pipeline.records.shared import names_version, slug
from pipeline.records.version import NewVersion, stated_uids
from pipeline.targets import TRANSFORMS
from pipeline.targets.generators import GENERATORS
from pipeline.tenant import configuration, references
from pipeline.tenant import review as tenant_rules
from pipeline.validate import RULES as MODEL_RULES
from pipeline.validate import validate
from pipeline.validate.configuration import ConfigurationWrong
from pipeline.validate.together import TENANT_RULES

RULES: Final[Mapping[str, Rule]] = {**MODEL_RULES, **{name: each.rule for name, each in TENANT_RULES.items()}}
TARGETS: Final[Mapping[str, Target]] = {name: transform.info for name, transform in TRANSFORMS.items()}

_tracer = trace.get_tracer("ameide.pipeline")
_Result = TypeVar("_Result")


def build(checked: Checked, target: str, options: Mapping[str, JsonValue]) -> Built:
    """Transform and generate. Pure. Refuses a model with errors: validation cannot be passed by."""
    if checked.model is None:
        return Built(problems=checked.problems)
    chosen, problems = _options(target, options)
    problems = problems or _refusals(checked, checked.model, target)
    if problems:
        return Built(problems=problems)
    try:
        return Built(generated=_generated(checked.model, target, chosen))
    except Exception:
        # a target may rely on what the rules call an error: where somebody accepts one, it need not get by
        errors = sorted({found.rule for found in validate(checked.model) if found.severity is Severity.ERROR})
        if not errors:
            raise
        message = f"{target} cannot make anything of a model in which this is accepted: {', '.join(errors)}."
        return Built(problems=(_problem("NOT_GENERATED", message),))


def _generated(model: WorkflowModel, target: str, options: Mapping[str, JsonValue]) -> Generated:
    with _tracer.start_as_current_span("pipeline.transform"):
        target_model = TRANSFORMS[target].transform(model, options)
    with _tracer.start_as_current_span("pipeline.generate"):
        return GENERATORS[target].generate(target_model, options)


async def import_document(
    document: Document, graphs: Graphs, tenant: str, actor: Actor, *, new_version_of: str | None = None
) -> Imported:
    """Check a document and store it, with its elements and findings, as the next version of its model."""
    try:
        async with graphs.reading(tenant) as store:
            ruleset = await configuration.ruleset_of(store)
    except ConfigurationWrong as error:
        return Imported(problems=(configuration.unreadable(error),))
    checked = await _aside(check, document, ruleset)
    if checked.model is None:
        return Imported(problems=checked.problems)
    name = new_version_of or slug(document.name, checked.model.name, _only_process(checked.model))
    if name is None:
        return Imported(problems=(_problem("NAME_NEEDED", "The document has no name; give the model one."),))
    if name == MODEL:
        message = f"{MODEL!r} is the tenant's configuration; name it anew."
        return Imported(problems=(_problem("NAME_TAKEN", message, path="name"),))
    async with graphs.writing(tenant) as store:
        with _tracer.start_as_current_span("pipeline.store"):
            return await keep(store, checked, checked.model, name, actor, new_version_of)


async def generate(
    version: str,
    target: str,
    options: Mapping[str, JsonValue],
    graphs: Graphs,
    tenant: str,
    actor: Actor,
) -> Made:
    """Generate code for a stored version, or for the current one of a model, and store it as a build.

    Equal input gives the stored build.
    """
    chosen, problems = _options(target, options)
    if problems:
        return Made(problems=problems)
    started_at = _now()
    async with graphs.reading(tenant) as store:
        found = await _version(store, version)
        if found is None:
            return Made(problems=(_problem("UNKNOWN_ID", f"There is no version {version!r}.", path=version),))
        if found["retired"] is not None:
            return Made(problems=(_retired(found["version"]["model"], found["retired"]),))
        row = found["version"]
        try:
            ruleset, accepted = await waiving.measure(store, row, await configuration.ruleset_of(store))
        except ConfigurationWrong as error:
            return Made(problems=(configuration.unreadable(error),))
        inputs = await _aside(_inputs, row, target, chosen, accepted)
        if await store.rows(QUERIES["run.build"], build=uid_of_build(inputs.id)):
            return Made(build=uid_of_build(inputs.id), reused=True)
        content = (await store.content.get([row["sourceDigest"]]))[row["sourceDigest"]]
    built = await _aside(_rebuild, row, content, target, chosen, ruleset)
    if built.generated is None:
        return Made(problems=built.problems)
    record = inputs.record(started_at, _now())
    async with graphs.writing(tenant) as store:
        return await _keep(store, record, built.generated, actor)


async def keep(
    store: GraphStore, checked: Checked, model: WorkflowModel, name: str, actor: Actor, new_version_of: str | None
) -> Imported:
    """Write a checked document as the next version of a model, with all that follows from it, in this unit."""
    found = await store.rows(QUERIES["run.current"], model=name)
    current = found[0]["version"] if found else None
    if found and found[0]["retired"] is not None:
        return Imported(problems=(_retired(name, found[0]["retired"]),))
    if current is None and new_version_of is not None:
        return Imported(problems=(_problem("UNKNOWN_ID", f"There is no model {name!r}.", path=name),))
    if current is not None and _same(current, checked, model):
        findings = await store.rows(QUERIES["run.findings"], version=current["uid"])
        return Imported(version=current["uid"], unchanged=True, findings=tuple(row["finding"] for row in findings))
    if current is not None and new_version_of is None and not await _shares_element(store, current["uid"], model):
        return Imported(problems=(_name_taken(name),))
    new = NewVersion(
        document=checked.document,
        model=model,
        findings=checked.findings,
        slug=name,
        number=1 + (await _last_erased(store, name) if current is None else current["number"]),
        begins=current is None,
        actor=actor,
        rule_versions={rule.id: rule.version for rule in RULES.values()},
    )
    before = await references.met(store, None if current is None else current["uid"])
    foreign = await _aside(new.foreign)
    qualified = await references.known(store, await _aside(new.qualified), foreign)
    settled = await references.settle(store, name, before, (*await _aside(new.offers), *qualified), foreign)
    ended = await tenant_rules.end(store, before)
    await store.content.put({checked.document.digest: checked.document.content})
    await store.write(together((await _aside(new.batch), settled, ended)))
    touched = before.anchors | await _aside(new.anchors) | {anchor for anchor, _ in qualified}
    reviewed = await tenant_rules.review(store, touched)
    return Imported(
        version=new.uid,
        findings=(*new.finding_uids(), *found_in(reviewed, new.uid)),
        opened=tuple(finding.uid for finding in reviewed.vertices),
        closed=tuple(end.uid for batch in (ended, reviewed) for end in batch.ends if isinstance(end, EndOfVertex)),
    )


async def _last_erased(store: GraphStore, name: str) -> int:
    """The number of the last version erased under this name: what an id once meant, nothing else ever means."""
    found = await store.rows(QUERIES["tombstone.last"], subject=name)
    return int(found[0]["last"] or 0)


async def _shares_element(store: GraphStore, version: str, model: WorkflowModel) -> bool:
    wanted = stated_uids(version, model)
    return bool(wanted) and bool(await store.rows(QUERIES["run.any_element"], elements=wanted))


async def _version(store: GraphStore, named: str) -> Row | None:
    if names_version(named):
        found = await store.rows(QUERIES["run.version"], version=named)
    else:
        found = await store.rows(QUERIES["run.current"], model=named)
    return found[0] if found else None


async def _keep(store: GraphStore, record: BuildRecord, generated: Generated, actor: Actor) -> Made:
    uid = uid_of_build(record.id)
    # somebody else may have finished the same build while this one ran
    if await store.rows(QUERIES["run.build"], build=uid):
        return Made(build=uid, reused=True)
    await store.content.put({file.digest: file.content for file in generated.files})
    await store.write(await _aside(build_batch, record, generated, actor))
    return Made(build=uid)


def _rebuild(row: Row, content: bytes, target: str, options: Mapping[str, JsonValue], ruleset: RuleSet) -> Built:
    checked = check(Document(content=content, format=row["format"], path=row.get("sourceName")), ruleset)
    if checked.model is not None and checked.model.parser != row["parser"]:
        message = f"{row['uid']} was read by {row['parser']}, this is {checked.model.parser}; import it again."
        return Built(problems=(_problem("IMPORT_AGAIN", message, path=row["uid"]),))
    return build(checked, target, options)


def _inputs(row: Row, target: str, options: Mapping[str, JsonValue], waivers: tuple[str, ...]) -> Inputs:
    return Inputs(
        version=row["uid"],
        source_digest=row["sourceDigest"],
        source_commit=row.get("sourceCommit"),
        target=target,
        options=dict(options),
        builder=builder(),
        templates=dict(GENERATORS[target].templates()),
        waivers=waivers,
    )


def _options(target: str, given: Mapping[str, JsonValue]) -> tuple[dict[str, JsonValue], tuple[Problem, ...]]:
    """The given options over the defaults, or what is wrong with them."""
    if target not in TARGETS:
        known = ", ".join(sorted(TARGETS))
        return {}, (_problem("UNKNOWN_TARGET", f"There is no target {target!r}; there are: {known}.", path="target"),)
    declared = {option.name: option for option in TARGETS[target].options}
    problems = []
    for name, value in given.items():
        option = declared.get(name)
        if option is None:
            known = ", ".join(sorted(declared)) or "none"
            problems.append(_problem("BAD_OPTION", f"{target} has no option {name!r}; it has: {known}.", path=name))
        elif option.choices and value not in option.choices:
            problems.append(_problem("BAD_OPTION", f"{name} is one of {', '.join(option.choices)}.", path=name))
        elif type(value) is not type(option.default):
            wanted = type(option.default).__name__
            problems.append(_problem("BAD_OPTION", f"{name} is a {wanted}, like {option.default!r}.", path=name))
    return {name: option.default for name, option in declared.items()} | dict(given), tuple(problems)


def _refusals(checked: Checked, model: WorkflowModel, target: str) -> tuple[Problem, ...]:
    if model.format not in TARGETS[target].formats:
        return (_problem("WRONG_FORMAT", f"{target} takes {', '.join(TARGETS[target].formats)}, not {model.format}."),)
    errors = tuple(
        Problem(code="INVALID", message=f"{found.rule}: {found.message}", line=found.line, path=found.element)
        for found in checked.errors
    )
    return errors + tuple(TRANSFORMS[target].unsupported(model))


def _same(current: Row, checked: Checked, model: WorkflowModel) -> bool:
    return bool(current["sourceDigest"] == checked.document.digest and current["parser"] == model.parser)


def _only_process(model: WorkflowModel) -> str | None:
    processes = model.of_kind("process")
    return processes[0].source_id if len(processes) == 1 else None


def _name_taken(name: str) -> Problem:
    message = f"A model {name!r} exists and shares no element id with this document. Say newVersionOf, or name it anew."
    return _problem("NAME_TAKEN", message, path="name")


def _retired(name: str, at: str) -> Problem:
    message = f"The model {name!r} was retired at {at}: nothing is added to it any more. Use another name."
    return _problem("MODEL_RETIRED", message, path=name)


def _problem(code: str, message: str, path: str | None = None) -> Problem:
    return Problem(code=code, message=message, path=path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


async def _aside(work: Callable[..., _Result], *given: Any) -> _Result:
    """Run it in a worker thread: the event loop never waits for parsing or generation."""
    return await asyncio.to_thread(work, *given)
