"""Every question the SDK can ask, apart from how it is sent."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict, Unpack

from client import documents
from client.answers import (
    Artefact,
    ChangeImpact,
    Diff,
    DraftFinding,
    Finding,
    Generated,
    Hub,
    Imported,
    Model,
    Node,
    Option,
    Page,
    Problem,
    Reach,
    Reached,
    Target,
    TenantCreated,
    Viewer,
)
from client.errors import ContentDiffers
from client.exchange import Data, Operation, T
from client.nodes import node_of


def query(document: str, variables: Mapping[str, Any] | None = None) -> Operation[Data]:
    """Any GraphQL text; the answer is its `data`."""
    return Operation(document, variables or {}, lambda data: data)


def viewer() -> Operation[Viewer]:
    """Who the server takes the caller for."""
    return Operation(documents.VIEWER, {}, lambda data: _viewer(data["viewer"]))


def targets() -> Operation[tuple[Target, ...]]:
    """What code can be generated for."""
    return Operation(documents.TARGETS, {}, lambda data: tuple(_target(row) for row in data["targets"]))


def models(*, first: int = 100, after: str | None = None) -> Operation[Page[Model]]:
    """The tenant's models."""
    variables = {"first": first, "after": after}
    return Operation(documents.MODELS, variables, lambda data: _page(data["models"], _model))


def node(id_: str) -> Operation[Node | None]:
    """What an id names; None where it names nothing."""
    return Operation(documents.NODE, {"id": id_}, lambda data: node_of(data["node"]) if data["node"] else None)


def import_model(
    content: bytes,
    *,
    name: str | None = None,
    new_version_of: str | None = None,
    source_name: str | None = None,
    source_commit: str | None = None,
) -> Operation[Imported]:
    """Store a document as the next version of a model; without a name, its own becomes the model's id."""
    given = {
        "contentBase64": base64.b64encode(content).decode("ascii"),
        "name": name,
        "newVersionOf": new_version_of,
        "sourceName": source_name,
        "sourceCommit": source_commit,
    }
    variables = {"input": {key: value for key, value in given.items() if value is not None}}
    return Operation(documents.IMPORT_MODEL, variables, lambda data: _imported(data["importModel"]))


def create_tenant(name: str) -> Operation[TenantCreated]:
    """A graph of its own for a new tenant; platform administrators only."""
    variables = {"input": {"name": name}}
    return Operation(documents.CREATE_TENANT, variables, lambda data: _tenant(data["createTenant"]))


def generate(version: str, target: str, options: Mapping[str, Any] | None = None) -> Operation[Generated]:
    """Generate code for a version, or for the current one of a model."""
    variables = {"input": {"version": version, "target": target, "options": dict(options or {})}}
    return Operation(documents.GENERATE, variables, lambda data: _generated(data["generate"]))


def artefacts(build: str, *, first: int = 20, after: str | None = None) -> Operation[Page[Artefact]]:
    """A build's files with their content. Reading raises ContentDiffers where a digest does not fit."""
    variables = {"build": build, "first": first, "after": after}
    return Operation(documents.ARTEFACTS, variables, lambda data: _page(data["node"]["artefacts"], _artefact))


_WIRE_NAMES = {
    "include_flow": "includeFlow",
    "include_history": "includeHistory",
    "as_of": "asOf",
    "max_vertices": "maxVertices",
    "max_seconds": "maxSeconds",
    "hub_threshold": "hubThreshold",
    "collapse_hubs": "collapseHubs",
}


class Asked(TypedDict, total=False):
    """What may be said about a question of reach; what is left out is up to the server."""

    depth: int
    labels: Sequence[str]
    kinds: Sequence[str]
    through: Sequence[str]
    include_flow: bool
    include_history: bool
    as_of: str
    first: int
    after: str | None
    max_vertices: int
    max_seconds: float
    hub_threshold: int
    collapse_hubs: bool
    cycles: int
    """How many to tell; none where nothing is said."""


def lineage(of: str, **asked: Unpack[Asked]) -> Operation[Reach]:
    """What it depends on, nearest first."""
    return _reach(documents.LINEAGE, of, asked)


def impact(of: str, **asked: Unpack[Asked]) -> Operation[Reach]:
    """What depends on it, nearest first."""
    return _reach(documents.IMPACT, of, asked)


def diff(
    from_: str, to: str, *, as_: str = "text", most: int | None = None, as_of: str | None = None
) -> Operation[Diff]:
    """What one version has different from another, as `text`, `markdown` or `json`.

    A model is its current version, or the one that was current `as_of` a moment.
    """
    variables = {"from": from_, "to": to, "format": as_.upper(), "most": most, "asOf": as_of}
    return Operation(documents.DIFF, variables, lambda data: _diff(data["diff"]))


def change_impact(
    from_: str, *, to: str | None = None, draft: bytes | None = None, as_: str = "text", most: int | None = None,
    as_of: str | None = None,
) -> Operation[ChangeImpact]:  # fmt: skip
    """What a change to another version, or to a document that is not imported, would touch; a hundred of each sort."""
    content = None if draft is None else {"contentBase64": base64.b64encode(draft).decode("ascii")}
    asked = {"from": from_, "to": to, "draft": content, "asOf": as_of}
    variables = {**asked, "format": as_.upper(), "most": most, "first": 100}
    return Operation(documents.CHANGE_IMPACT, variables, lambda data: _change_impact(data["changeImpact"]))


def _reach(document: str, of: str, asked: Asked) -> Operation[Reach]:
    given = {_WIRE_NAMES.get(name, name): value for name, value in asked.items()}
    given["labels"] = _labels(asked.get("labels", ()))
    given["withCycles"] = "cycles" in asked
    return Operation(document, given | {"of": of}, lambda data: _reach_of(data["reach"]))


def _labels(labels: Sequence[str]) -> list[str] | None:
    """GraphQL spells an enum's values in capitals; none at all means every label."""
    return [label.upper() for label in labels] or None


def _page(row: Data, read: Callable[[Data], T]) -> Page[T]:
    info = row["pageInfo"]
    return Page(
        items=tuple(read(each) for each in row["nodes"]),
        total=row["totalCount"],
        next=info["endCursor"] if info["hasNextPage"] else None,
    )


def _model(row: Data) -> Model:
    current = row["current"] or {}
    return Model(row["id"], row["name"] or "", row["kind"] or "", current.get("id"), current.get("recordedAt"))


def _viewer(row: Data) -> Viewer:
    return Viewer(row["tenant"], row["subject"], row["issuer"], tuple(row["roles"]))


def _target(row: Data) -> Target:
    options = tuple(
        Option(each["name"], each["description"], each["default"], tuple(each["choices"])) for each in row["options"]
    )
    return Target(row["name"], row["title"], row["description"], options)


def _tenant(row: Data) -> TenantCreated:
    return TenantCreated(row["tenant"], _problems(row))


def _problems(row: Data) -> tuple[Problem, ...]:
    return tuple(Problem(**problem) for problem in row["problems"])


def _finding(row: Data) -> Finding:
    element = row["element"]["id"] if row["element"] else None
    return Finding(row["id"], row["rule"], row["severity"].lower(), row["message"], element, row["line"])


def _imported(row: Data) -> Imported:
    version = row["version"]
    return Imported(
        version=version["id"] if version else None,
        model=version["model"]["id"] if version else None,
        number=version["number"] if version else None,
        unchanged=row["unchanged"],
        findings=tuple(_finding(each) for each in row["findings"]),
        problems=_problems(row),
    )


def _generated(row: Data) -> Generated:
    build = row["build"]
    return Generated(
        build=build["id"] if build else None,
        files=build["artefacts"]["totalCount"] if build else 0,
        reused=row["reused"],
        problems=_problems(row),
    )


def _artefact(row: Data) -> Artefact:
    content = base64.b64decode(row["contentBase64"])
    if hashlib.sha256(content).hexdigest() != row["digest"]:
        raise ContentDiffers(row["path"])
    return Artefact(row["id"], row["path"], row["digest"], row["size"], row["mediaType"], content)


def _reach_of(row: Data) -> Reach:
    vertices, info = row["vertices"], row["vertices"]["pageInfo"]
    return Reach(
        start=node_of(row["start"]),
        start_ids=tuple(row["startIds"]),
        complete=row["complete"],
        truncated_by=row["truncatedBy"] and row["truncatedBy"].lower(),
        truncated_at_depth=row["truncatedAtDepth"],
        as_of=row["asOf"],
        total=row["totalCount"],
        by_label={each["label"].capitalize(): each["count"] for each in row["countsByLabel"]},
        by_kind={each["kind"]: each["count"] for each in row["countsByKind"]},
        by_hop={each["hop"]: each["count"] for each in row["countsByHop"]},
        cyclic=row["cyclic"],
        cycles=tuple(tuple(cycle["ids"]) for cycle in row.get("cycles", ())),
        hubs=tuple(Hub(hub["id"], hub["label"].capitalize(), hub["edges"]) for hub in row["hubs"]),
        vertices=Page(
            items=tuple(Reached(edge["hop"], node_of(edge["node"])) for edge in vertices["edges"]),
            total=vertices["totalCount"],
            next=info["endCursor"] if info["hasNextPage"] else None,
        ),
    )


def _diff(row: Data) -> Diff:
    return Diff(row["identical"], row["sameMeaning"], row["layoutOnly"], row["rendered"])


def _draft_finding(row: Data) -> DraftFinding:
    return DraftFinding(row["model"], row["rule"], row["severity"].lower(), row["message"], row["element"], row["line"])


def _change_impact(row: Data) -> ChangeImpact:
    return ChangeImpact(
        diff=_diff(row["diff"]),
        no_impact=row["noImpact"],
        complete=row["complete"],
        truncated_by=row["truncatedBy"] and row["truncatedBy"].lower(),
        truncated_at_depth=row["truncatedAtDepth"],
        as_of=row["asOf"],
        start_ids=tuple(row["startIds"]),
        findings_together=row["findingsTogether"],
        **{name: _page(row[name], node_of) for name in ("elements", "artefacts", "regions", "builds", "models")},
        appearing=_page(row["findingsAppearing"], _draft_finding),
        vanishing=_page(row["findingsVanishing"], _draft_finding),
    )
