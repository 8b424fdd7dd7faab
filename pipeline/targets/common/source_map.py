"""Finish the output of a target: remove the marks, and add `ameide-map.json` with the element of each line."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from pipeline.ir.generated import Draft, File, Generated, Package, Region, Span
from pipeline.ir.model import Element, Model
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets.common import regions

NAME: Final = "ameide-map.json"


def finished(model: Model, drafts: Iterable[Draft], packages: tuple[Package, ...] = ()) -> Generated:
    """Return the files without marks, their regions and the source map.

    Raises ValueError for invalid output: a path that leaves the folder or occurs twice, a bad mark, lines that the file
    does not have, an element that the model does not have.
    """
    files: list[File] = []
    found: list[Region] = []
    for draft in drafts:
        _check_path(draft.path)
        content, of_file = _read(draft)
        files.append(File(path=draft.path, content=content, media_type=draft.media_type, owner=draft.owner))
        found += of_file
    _check_apart([NAME, *(file.path for file in files)])
    found = _with_details(model, found)
    for region in found:
        if region.element not in model.by_id:
            raise ValueError(f"{region.path}: lines of {region.element!r}, which the model does not have")
    files.append(File(path=NAME, content=_map(model, files, found).encode(), media_type="application/json"))
    return Generated(files=tuple(files), regions=tuple(found), packages=packages)


def _with_details(model: Model, found: Sequence[Region]) -> list[Region]:
    """Add, as regions of what only says more about an element, those of the element."""
    lines: dict[tuple[str, str], list[Span]] = {}
    for region in found:
        for id_ in (region.element, *model.details.get(region.element, ())):
            lines.setdefault((region.path, id_), []).extend(region.spans)
    return [Region(path=path, element=id_, spans=_joined(spans)) for (path, id_), spans in sorted(lines.items())]


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _read(draft: Draft) -> tuple[bytes, Sequence[Region]]:
    if isinstance(draft.content, bytes):
        return draft.content, tuple(_stated(draft, draft.content))
    unmarked = regions.read(draft.path, draft.content)
    if draft.spans and unmarked.regions:
        raise ValueError(f"{draft.path}: lines are marked, and stated as well")
    content = unmarked.text.encode()
    return content, unmarked.regions or tuple(_stated(draft, content))


def _stated(draft: Draft, content: bytes) -> Iterator[Region]:
    last = len(content.splitlines())
    for element, spans in sorted(draft.spans.items()):
        if any(not 1 <= span.start <= span.end <= last for span in spans):
            raise ValueError(f"{draft.path} has {last} lines, and {element} is to have others")
        yield Region(path=draft.path, element=element, spans=spans)


def _check_path(path: str) -> None:
    if {"", ".", ".."} & set(path.split("/")) or "\\" in path or not path.isprintable():
        raise ValueError(f"{path!r} is no path inside the project")


def _check_apart(paths: Sequence[str]) -> None:
    twice = sorted(path for path, times in Counter(paths).items() if times > 1)
    folders = {folder.as_posix() for path in paths for folder in PurePosixPath(path).parents}
    if found := twice or sorted(folders.intersection(paths)):
        raise ValueError(f"{found[0]!r} is there twice, or is a folder as well")


def _map(model: Model, files: Iterable[File], found: Iterable[Region]) -> str:
    """Return the map as JSON: files with their spans, digests and owners; elements with their lines in the document."""
    lines: dict[str, list[dict[str, object]]] = {file.path: [] for file in files}
    for region in found:
        spans = [[span.start, span.end] for span in region.spans]
        lines[region.path].append({"element": region.element, "spans": spans})
    mentioned = {region.element for region in found}
    made = {
        "about": "Lines of generated files, first and last, by the element of the model that they came from.",
        "model": {"title": title(model), "contentDigest": model.content_digest},
        "files": lines,
        "digests": {file.path: file.digest for file in files},
        "owners": {file.path: file.owner for file in files},
        "elements": {element.id: _element(element) for element in model.elements if element.id in mentioned},
    }
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


def title(model: Model) -> str:
    """Return what people call the model: its name, else that of its first process."""
    if not isinstance(model, WorkflowModel):
        return model.name or "Model"
    processes = scopes.processes(model)
    return model.name or (processes[0].label if processes else "Process")


def _element(element: Element) -> Mapping[str, object]:
    stated = element.source_id or element.id
    return {"id": stated, "kind": element.kind, "name": element.label, "line": element.line}
