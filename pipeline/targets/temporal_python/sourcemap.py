"""The source map that is shipped with the code: which lines came from which element, both ways."""

import json
from collections.abc import Iterator, Sequence

from pipeline.ir.generated import File, Region
from pipeline.targets.temporal_python.project import Origin, TemporalProject


def source_map(project: TemporalProject, found: Sequence[Region], printed: Sequence[File]) -> str:
    """JSON: files with their spans and digests, elements with their lines in the document."""
    files: dict[str, list[dict[str, object]]] = {}
    for region in found:
        spans = [[span.start, span.end] for span in region.spans]
        files.setdefault(region.path, []).append({"element": region.element, "spans": spans})
    elements = {
        origin.element: {"id": origin.stated_id, "kind": origin.kind, "name": origin.label, "line": origin.line}
        for origin in _origins(project)
    }
    made = {
        "about": "Lines of generated files, first and last, by the element of the model that they came from.",
        "model": {"title": project.title, "contentDigest": project.digest},
        "files": files,
        "digests": {file.path: file.digest for file in printed},
        "elements": dict(sorted(elements.items())),
    }
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


def _origins(project: TemporalProject) -> Iterator[Origin]:
    for workflow in project.workflows:
        yield workflow.origin
        yield from (step.origin for step in workflow.steps)
        yield from (origin for inbox in workflow.inboxes for origin in inbox.origins)
    yield from project.documentation
    yield from project.flows
    yield from project.beside
