"""Print the files of a Temporal project."""

import ast
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import JsonValue

from pipeline.ir.generated import Draft, Owner, Package
from pipeline.ir.target import Options
from pipeline.targets.common import encode, regions
from pipeline.targets.common.condition import Variable
from pipeline.targets.execution import memory, shape
from pipeline.targets.execution.plan import Action
from pipeline.targets.execution.work import Perform
from pipeline.targets.temporal_python import expressions, readme, wording
from pipeline.targets.temporal_python.project import TemporalProject

_FOLDER: Final = Path(__file__).parent
_TEMPLATES: Final = _FOLDER / "templates"
_RUNTIME: Final = _FOLDER / "runtime"
"""Folder of files that are copied unchanged to the same path in the project."""
_FILES: Final[Mapping[str, str]] = {
    "README.md": "text/markdown",
    "workflow.py": "text/x-python",
    "activities.py": "text/x-python",
    "contract.py": "text/x-python",
    "flow.py": "text/x-python",
    "serving.py": "text/x-python",
    "worker.py": "text/x-python",
    "tests/conftest.py": "text/x-python",
    "tests/test_workflow.py": "text/x-python",
    "tests/test_activities.py": "text/x-python",
    "requirements.txt": "text/plain",
    "requirements-own.txt": "text/plain",
    "requirements-dev.txt": "text/plain",
    "pyproject.toml": "application/toml",
    "Dockerfile": "text/x-dockerfile",
}
_YOURS: Final[Mapping[str, Owner]] = dict.fromkeys(
    ("activities.py", "requirements-own.txt", "tests/test_activities.py"), "yours"
)
_FLOW_NAMES: Final = (
    "DATA_ERRORS", "FOR_EVER", "BpmnError", "Feel", "FlowError", "Process", "Route", "Scope", "Variables",
    "delay", "element", "join_active", "join_all", "picked", "to", "until_next",
)  # fmt: skip


def _pinned() -> Iterator[Package]:
    for path in ("requirements.txt", "requirements-dev.txt"):
        for line in (_RUNTIME / path).read_text(encoding="utf-8").splitlines():
            name, pinned, version = line.partition("==")
            if pinned:
                yield Package(purl=f"pkg:pypi/{name}@{version}", name=name, version=version)


PACKAGES: Final = tuple(_pinned())


def generate(project: TemporalProject, options: Options) -> Iterator[Draft]:
    """Print all files; equal input gives equal bytes."""
    if not project.workflows:
        raise ValueError("a project has at least one workflow")
    for path, media_type in _FILES.items():
        yield Draft(
            path=path,
            content=_print(path, project, options),
            media_type=media_type,
            owner=_YOURS.get(path, "generated"),
        )
    lock = memory.printed(project.plan.names, shape.shapes(project.plan))
    spans = memory.spans(lock, project.titled)
    yield Draft(path=memory.PATH, content=lock, media_type="application/json", spans=spans)


def _print(path: str, project: TemporalProject, options: Options) -> str:
    if (copied := _RUNTIME / path).is_file():
        return copied.read_text(encoding="utf-8")
    given = _given(project, options)
    text = _ENVIRONMENT.get_template(f"{path.replace('/', '_')}.jinja").render(given)
    if path == "workflow.py":
        # what it imports depends on what it uses, which only the printed code says
        used = {node.id for node in ast.walk(ast.parse(regions.unmarked(text))) if isinstance(node, ast.Name)}
        text = _ENVIRONMENT.get_template("workflow_head.jinja").render(given, used=used) + text
    return regions.tidy(text)


def _given(project: TemporalProject, options: Options) -> dict[str, Any]:
    processes = project.plan.processes
    left: dict[str, list[str]] = {}
    for each in project.plan.left:
        left.setdefault(each.origin.element, []).append(each.statement)
    return {
        "doc": partial(wording.docstring, left=left),
        "project": project,
        "plan": project.plan,
        "rows": tuple(readme.rows(project)),
        "samples": readme.samples(project),
        "tasks": [task for process in processes for task in process.tasks],
        "inboxes": readme.expected(project),
        "types": {process.name: process.called for process in processes},
        "flow_names": _FLOW_NAMES,
        "named": sorted(processes, key=lambda process: process.name),
        "places": {made.name: {step.name: step.origin.element for step in made.steps} for made in processes},
        "stubs": options["stubs"],
        "wires": {action.name: action.called for action in project.plan.actions},
        "gives": dict(_gives(project)),
        "answers": {action.name: _answer(action) for action in project.plan.actions},
        "queues": readme.queues(project, encode.plain(str(options["task_queue"]))),
        "timeout": options["activity_timeout_seconds"],
        "attempts": options["maximum_attempts"],
    }


def _gives(project: TemporalProject) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield, by activity, where in its answer a variable is read that it gives; a stand-in puts it there."""
    for step in (step for process in project.plan.processes for step in process.steps):
        if not isinstance(step.work, Perform):
            continue
        taken = step.mapping.taken if step.mapping else ()
        read = {each.name: list(each.value.path) for each in taken if isinstance(each.value, Variable)}
        if step.work.result:
            read = {step.work.result: []} | {name: path for name, path in read.items() if path[0] != step.work.result}
        if read:
            yield step.work.action, read


def _answer(action: Action) -> JsonValue:
    """Return what a stand-in answers where the input does not say."""
    words: list[JsonValue] = [word for word, _, _ in action.choices]
    if action.role == "pick":
        return words
    answers: dict[str, JsonValue] = {"delay": "P1D", "items": [None], "again": False, "holds": False}
    if words:
        return words[:1] if action.role == "choose_many" else words[0]
    return answers.get(action.role, {})


def _begin(*elements: str) -> str:
    return "\n".join(map(regions.begin, elements)) or " "  # a line of blanks, which is dropped


def _end(*elements: str) -> str:
    return "\n".join(map(regions.end, reversed(elements))) or " "


def _placed(places: Mapping[str, str], steps: Iterable[str]) -> tuple[str, ...]:
    return tuple(places[step] for step in steps)


def _environment() -> Environment:
    # what is printed is Python and Markdown, and every text goes through an encoder for its place
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        begin=_begin,
        end=_end,
        placed=_placed,
        json=json.dumps,
        string=encode.python_string,
        line=encode.line,
        markdown=encode.markdown,
        shell=encode.shell,
        answered=wording.answered,
        asked=wording.asked,
        entry=wording.entry,
        unwritten=wording.unwritten,
        literal=wording.literal,
        value=encode.python_value,
        text_block=wording.text_block,
        expression=expressions.expression,
        plain=expressions.plain,
        variable=expressions.variable,
        delay=expressions.delay,
    )
    return environment


_ENVIRONMENT: Final = _environment()
