"""A build as vertices and edges."""

from graph.records import (
    Batch,
    Edge,
    Value,
    Vertex,
    actor_uid,
    artefact_uid,
    build_uid,
    element_uid,
    package_uid,
    region_uid,
)
from pipeline.ir.digest import canonical
from pipeline.ir.document import Actor
from pipeline.ir.generated import BuildRecord, File, Generated, Package, Region
from pipeline.records.shared import actor_vertex, evidence, present


def uid_of_build(id_: str) -> str:
    return build_uid(id_)


def build_batch(record: BuildRecord, generated: Generated, actor: Actor) -> Batch:
    """Return the vertices and edges of a build, its files, their regions and packages."""
    build = build_uid(record.id)
    vertices = [
        _build(build, record),
        actor_vertex(actor),
        *(_package(package) for package in generated.packages),
        *(_artefact(build, file) for file in generated.files),
        *(_region(build, record.version, region) for region in generated.regions),
    ]
    made = evidence(f"{build} {record.target}")
    edges = [
        Edge("USED", build, record.version, evidence(f"{build} {record.target}", *record.waivers)),
        Edge("BY", build, actor_uid(actor.issuer, actor.subject), made),
        *(Edge("DEPENDS_ON", build, package_uid(package.purl), made) for package in generated.packages),
        *(Edge("GENERATED_BY", artefact_uid(build, file.path), build, made) for file in generated.files),
    ]
    for region in generated.regions:
        uid = region_uid(build, region.path, region.element)
        printed = evidence(_printer(record, region.path))
        edges.append(Edge("GENERATED_BY", uid, build, made))
        edges.append(Edge("HAS_REGION", artefact_uid(build, region.path), uid, printed))
        edges.append(Edge("GENERATED_FROM", uid, element_uid(record.version, region.element), printed))
    for element in dict.fromkeys(region.element for region in generated.regions):
        edges.append(Edge("MADE_FROM", build, element_uid(record.version, element), made))
    return Batch(tuple(vertices), tuple(edges))


def _printer(record: BuildRecord, path: str) -> str:
    """Return the template or runtime file named like the generated file; else the target."""
    called = {f"{path.rpartition('/')[2]}.jinja", f"{path.replace('/', '_')}.jinja"}
    known = (
        name for name in record.templates if name.rpartition("/")[2] in called or name.endswith(f"/runtime/{path}")
    )
    found = min(known, default=None)
    return f"target {record.target}" if found is None else f"template {found}"


def _build(uid: str, record: BuildRecord) -> Vertex:
    properties: dict[str, Value | None] = {
        "version": record.version,
        "target": record.target,
        "options": canonical(record.options),
        "ameideVersion": record.ameide_version,
        "builderCommit": record.builder_commit,
        "builderDigest": record.builder_digest,
        "sourceCommit": record.source_commit,
        "sourceDigest": record.source_digest,
        "templates": canonical(dict(record.templates)),
        "waivers": list(record.waivers) or None,
        "lock": record.lock or None,
        "startedAt": record.started_at,
        "finishedAt": record.finished_at,
    }
    return Vertex("Build", uid, present(properties))


def _artefact(build: str, file: File) -> Vertex:
    properties: dict[str, Value] = {
        "build": build,
        "path": file.path,
        "digest": file.digest,
        "size": len(file.content),
        "mediaType": file.media_type,
        "owner": file.owner,
    }
    return Vertex("Artefact", artefact_uid(build, file.path), properties)


def _region(build: str, version: str, region: Region) -> Vertex:
    properties: dict[str, Value] = {
        "build": build,
        "artefact": artefact_uid(build, region.path),
        "path": region.path,
        "element": element_uid(version, region.element),
        "spans": [line for span in region.spans for line in (span.start, span.end)],
    }
    return Vertex("Region", region_uid(build, region.path, region.element), properties)


def _package(package: Package) -> Vertex:
    ecosystem = package.purl.removeprefix("pkg:").partition("/")[0]
    properties = {"purl": package.purl, "name": package.name, "version": package.version, "ecosystem": ecosystem}
    return Vertex("Package", package_uid(package.purl), properties)
