"""Test that no name or expression of a document becomes code."""

import ast
import json
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ir import ids
from pipeline.ir.generated import Generated
from pipeline.ir.workflow import EventDefinition, Expression, FlowElement, Loop, Timer, WorkflowModel
from pipeline.targets.temporal_python.project import TemporalProject
from tests.fixtures.generated import generate, project_of
from tests.fixtures.laws import examples
from tests.pipeline.targets.common.test_encode import HOSTILE

anything = st.one_of(
    st.sampled_from([*HOSTILE, "class", "self", "run", "True", "workflow", "Scope", "__temporal_x", "x" * 10_000]),
    st.text(st.characters(), max_size=40),
)
SHAPE = {
    "start": "startEvent", "task": "serviceTask", "script": "scriptTask", "user": "userTask", "wait": "receiveTask",
    "fork": "inclusiveGateway", "choose": "exclusiveGateway", "join": "inclusiveGateway", "call": "callActivity",
    "late": "boundaryEvent", "failed": "boundaryEvent", "many": "task", "again": "task", "end": "endEvent",
    "timer": "intermediateCatchEvent", "throw": "intermediateThrowEvent",
}  # fmt: skip
FLOWS = [
    ("start", "fork"), ("fork", "task"), ("fork", "script"), ("task", "join"), ("script", "join"), ("join", "choose"),
    ("choose", "user"), ("choose", "wait"), ("user", "call"), ("wait", "many"), ("many", "again"), ("again", "timer"),
    ("timer", "throw"), ("call", "end"), ("throw", "end"), ("late", "end"), ("failed", "end"),
]  # fmt: skip
IMPORTS = {
    "asyncio", "collections.abc", "contextlib", "contextvars", "datetime", "google.protobuf.duration_pb2", "os",
    "pytest", "pytest_asyncio", "temporalio", "temporalio.api.testservice.v1", "temporalio.client", "temporalio.common",
    "temporalio.envconfig", "temporalio.exceptions", "temporalio.service", "temporalio.testing", "temporalio.worker",
    "typing", "uuid", "activities", "flow", "workflow", "worker", "calendar", "re", "dataclasses",
    "types", "zoneinfo", "contract", "serving", "logging",
}  # fmt: skip


@st.composite
def models(draw: st.DrawFn) -> WorkflowModel:
    handed_out = ids.Ids()
    texts = {key: draw(anything) for key in ["process", "message", "error", *SHAPE, *map(str, range(len(FLOWS)))]}
    real = {key: handed_out.named(text or key) for key, text in texts.items()}
    said = st.one_of(anything, st.sampled_from(["${ok}", "= amount > 5", "${x == 'y'}", "${f()}"]))

    def element(key: str, kind: str, **more: Any) -> FlowElement:
        place = {"line": 1, "path": "/", "parent": real["process"] if kind != "process" else None}
        stated = texts[key] or None
        return FlowElement(id=real[key], kind=kind, name=draw(anything), source_id=stated, **place, **more)

    special: dict[str, dict[str, Any]] = {
        "script": {"script": Expression(text=draw(anything), language=draw(anything))},
        "wait": {"attributes": {"messageRef": texts["message"]}},
        "call": {"called": re.sub(r"[{=]", "", texts["process"]).strip() or "other"},
        "late": {"attached_to": real["user"], "interrupting": draw(st.booleans()),
                 "events": (EventDefinition(kind="timer", timer=Timer(kind="cycle", text=draw(anything))),)},
        "failed": {"attached_to": real["call"], "events": (EventDefinition(kind="error", ref=texts["error"]),)},
        "many": {"loop": Loop(kind="parallel", collection=draw(anything))},
        "again": {"loop": Loop(kind="standard", condition=Expression(text=draw(said)))},
        "timer": {"events": (EventDefinition(kind="timer", timer=Timer(kind="duration", text=draw(anything))),)},
        "throw": {"events": (EventDefinition(kind="signal", ref=draw(anything)),)},
    }  # fmt: skip
    nodes = [element(key, kind, documentation=draw(anything), **special.get(key, {})) for key, kind in SHAPE.items()]
    flows = [
        element(str(number), "sequenceFlow", source=real[source], target=real[target],
                condition=Expression(text=draw(said)) if source in {"fork", "choose"} else None)
        for number, (source, target) in enumerate(FLOWS)
    ]  # fmt: skip
    error = element("error", "error", attributes={"errorCode": draw(anything)})
    process = element("process", "process", documentation=draw(anything))
    roots = (process, element("message", "message"), error)
    return WorkflowModel(format="bpmn", parser="bpmn/1", name=draw(anything), elements=(*roots, *nodes, *flows),
                         parts=0, content_digest="0" * 64)  # fmt: skip


def identifiers(project: TemporalProject) -> set[str]:
    """Return every name of the target model."""
    found: set[str] = set()
    for workflow in project.workflows:
        process = workflow.process
        found |= {process.name, *(step.name for step in process.steps), *(task.name for task in process.tasks)}
        found |= {each.method for inbox in process.inboxes for each in inbox.called}
        found |= {update.validator for update in workflow.updates}
    found |= {action.name for action in project.plan.actions}
    return found


def names_in(code: ast.Module) -> set[str]:
    """Return all names that code reads, calls, defines or looks up."""
    found: set[str] = set()
    for node in ast.walk(code):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = {node.module} if isinstance(node, ast.ImportFrom) else {alias.name for alias in node.names}
            assert modules <= IMPORTS
    return found


def code_of(generated: Generated) -> dict[str, ast.Module]:
    """Parse each Python file."""
    found = {}
    for file in generated.files:
        if file.path.endswith(".py"):
            compile(file.content, file.path, "exec")
            found[file.path] = ast.parse(file.content)
    return found


def _benign() -> set[str]:
    """Return the names in a project of the same shape without names of its own."""
    return {name for example in _EXAMPLES for code in code_of(generate(example)).values() for name in names_in(code)}


def _plain(kind_of_condition: str) -> WorkflowModel:
    nodes = []
    for key, kind in {"process": "process", **SHAPE}.items():
        more: dict[str, Any] = {}
        if key == "late":
            timer = EventDefinition(kind="timer", timer=Timer(kind="cycle", text=kind_of_condition))
            more = {"attached_to": "user", "interrupting": False, "events": (timer,)}
        if key == "failed":
            more = {"attached_to": "call", "events": (EventDefinition(kind="error", ref="E"),)}
        if key == "many":
            more = {"loop": Loop(kind="parallel", collection=None)}
        if key == "again":
            more = {"loop": Loop(kind="standard", condition=Expression(text=kind_of_condition))}
        if key == "timer":
            timed = Timer(kind="duration", text="P1D" if kind_of_condition == "${ok}" else kind_of_condition)
            more = {"events": (EventDefinition(kind="timer", timer=timed),)}
        if key == "throw":
            more = {"events": (EventDefinition(kind="signal", ref="S"),)}
        if key == "call":
            more = {"called": "other"}
        if key == "script":
            more = {"script": Expression(text="x")}
        parent = None if key == "process" else "process"
        nodes.append(FlowElement(id=key, source_id=key, kind=kind, line=1, path="/", parent=parent, **more))
    flows = [
        FlowElement(id=f"{source}_{target}", kind="sequenceFlow", source=source, target=target, line=1, path="/",
                parent="process", condition=Expression(text=kind_of_condition))
        for source, target in FLOWS
    ]  # fmt: skip
    return WorkflowModel(format="bpmn", parser="bpmn/1", elements=(*nodes, *flows), parts=0, content_digest="0")


_EXAMPLES = (_plain("${ok}"), _plain("?"), _plain("P1M"))
_KNOWN = _benign() | {"holds", "isinstance", "str", "scope", "True", "False"}


_SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@given(models())
@settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_text_of_a_document_never_becomes_code(model: WorkflowModel) -> None:
    project, generated = project_of(model), generate(model)
    allowed = _KNOWN | identifiers(project) | {f"{name}_SCRIPT".upper() for name in identifiers(project)}
    allowed |= {f"{name}_EXPRESSION".upper() for name in identifiers(project)}
    allowed |= {name.upper() for name in identifiers(project)}
    for path, code in code_of(generated).items():
        assert names_in(code) <= allowed, path


@given(models())
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_files_are_text_without_control_characters_and_stay_where_they_belong(model: WorkflowModel) -> None:
    generated = generate(model)
    for file in generated.files:
        content = file.content.decode()
        assert content.replace("\n", "").isprintable() or file.path == "ameide-map.json"
        assert re.fullmatch(r"(tests/)?[A-Za-z_-]+(\.[a-z]+)?", file.path)
    mapped = json.loads(next(file.content for file in generated.files if file.path == "ameide-map.json"))
    known = {element.id for element in model.elements}
    assert {region["element"] for regions in mapped["files"].values() for region in regions} <= known
    assert {region.element for region in generated.regions} <= known


@given(models())
@settings(
    max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_equal_models_give_equal_bytes(model: WorkflowModel) -> None:
    again = WorkflowModel.model_validate(model.model_dump())
    assert generate(model) == generate(again)
