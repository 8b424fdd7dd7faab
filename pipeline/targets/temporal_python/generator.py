"""The files of a Temporal project."""

import ast
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import JsonValue

from pipeline.ir.generated import File, Generated, Package
from pipeline.targets.common import encode, regions
from pipeline.targets.temporal_python import expressions, readme, wording
from pipeline.targets.temporal_python.project import TemporalProject
from pipeline.targets.temporal_python.sourcemap import source_map

_FOLDER: Final = Path(__file__).parent
_TEMPLATES: Final = _FOLDER / "templates"
_RUNTIME: Final = _FOLDER / "runtime"
"""What is copied out as it is, each file at its path in the project."""
_FILES: Final[Mapping[str, str]] = {
    "README.md": "text/markdown",
    "workflow.py": "text/x-python",
    "activities.py": "text/x-python",
    "flow.py": "text/x-python",
    "worker.py": "text/x-python",
    "tests/conftest.py": "text/x-python",
    "tests/test_workflow.py": "text/x-python",
    "requirements.txt": "text/plain",
    "requirements-dev.txt": "text/plain",
    "pyproject.toml": "application/toml",
    "Dockerfile": "text/x-dockerfile",
}
_FLOW_NAMES: Final = (
    "DATA_ERRORS", "FOR_EVER", "BpmnError", "FlowError", "Process", "Route", "Scope", "Variables",
    "delay", "join_active", "join_all", "to",
)  # fmt: skip


def _packages() -> Iterator[Package]:
    for path in ("requirements.txt", "requirements-dev.txt"):
        for line in (_RUNTIME / path).read_text(encoding="utf-8").splitlines():
            name, pinned, version = line.partition("==")
            if pinned:
                yield Package(purl=f"pkg:pypi/{name}@{version}", name=name, version=version)


class TemporalPython:
    """Prints what the transform of the same name has made."""

    packages = tuple(_packages())

    def __init__(self) -> None:
        # what is printed is Python and Markdown, and every text goes through an encoder for its place
        self._templates = Environment(  # noqa: S701
            loader=FileSystemLoader(_TEMPLATES),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._templates.globals.update(
            string=encode.python_string,
            line=encode.line,
            markdown=encode.markdown,
            shell=encode.shell,
            doc=wording.docstring,
            entry=wording.entry,
            literal=wording.literal,
            text_block=wording.text_block,
            expression=expressions.expression,
            variable=expressions.variable,
            delay=expressions.delay,
        )

    def templates(self) -> Mapping[str, str]:
        """Path and SHA-256 of every template, of what is copied out, and of the code that fills them."""
        copied = [_RUNTIME / path for path in _FILES if (_RUNTIME / path).is_file()]
        own = [*_TEMPLATES.glob("*.jinja"), *copied, *_FOLDER.glob("*.py"), *(_FOLDER.parent / "common").glob("*.py")]
        paths = sorted(own, key=lambda path: path.relative_to(_FOLDER.parent).as_posix())
        return {
            path.relative_to(_FOLDER.parent).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
        }

    def generate(self, target_model: object, options: Mapping[str, JsonValue], /) -> Generated:
        """All files; equal input gives equal bytes."""
        if not isinstance(target_model, TemporalProject) or not target_model.workflows:
            raise TypeError("temporal-python prints a TemporalProject with at least one workflow")
        project, process = target_model, target_model.workflows[0].origin.element
        printed = [self._print(path, project, options) for path in _FILES]
        found = [region for one in printed for region in one.regions]
        files = [
            File(path=path, content=one.text.encode(), media_type=_FILES[path])
            for path, one in zip(_FILES, printed, strict=True)
        ]
        mapped = source_map(project, found, files)
        files.append(File(path="ameide-map.json", content=mapped.encode(), media_type="application/json"))
        found.append(regions.whole("ameide-map.json", mapped, process))
        return Generated(files=tuple(files), regions=tuple(found), packages=self.packages)

    def _print(self, path: str, project: TemporalProject, options: Mapping[str, JsonValue]) -> regions.Printed:
        marks, process = regions.Marks(), project.workflows[0].origin.element
        if (copied := _RUNTIME / path).is_file():
            return regions.read(path, copied.read_text(encoding="utf-8"), marks, process)
        given: dict[str, Any] = self._given(project, options) | {"begin": marks.begin, "end": marks.end}
        template = self._templates.get_template(f"{path.replace('/', '_')}.jinja")
        text = template.render(given)
        if path == "workflow.py":
            # what it imports depends on what it uses, which only the printed code says
            used = {node.id for node in ast.walk(ast.parse(regions.unmarked(text))) if isinstance(node, ast.Name)}
            text = self._templates.get_template("workflow_head.jinja").render(given, used=used) + text
        return regions.read(path, text, marks, process)

    def _given(self, project: TemporalProject, options: Mapping[str, JsonValue]) -> dict[str, Any]:
        queue = encode.plain(str(options["task_queue"]))
        return {
            "project": project,
            "rows": tuple(readme.rows(project)),
            "samples": readme.samples(project),
            "updates": [update for workflow in project.workflows for update in workflow.updates],
            "inboxes": readme.expected(project),
            "types": {workflow.name: workflow.type for workflow in project.workflows},
            "flow_names": _FLOW_NAMES,
            "workflow_names": sorted(workflow.name for workflow in project.workflows),
            "queues": [queue] if queue else sorted({workflow.type for workflow in project.workflows}),
            "timeout": max(1, cast("int", options["activity_timeout_seconds"])),
            "attempts": max(0, cast("int", options["maximum_attempts"])),
        }
