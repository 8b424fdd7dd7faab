"""Answer the lists at the root: models, builds, findings."""

from collections.abc import Sequence
from typing import Any

from graph.records import SLUG, address
from resolvers import cursors, naming
from resolvers.accepted import accepted
from resolvers.addresses import one
from resolvers.context import Info
from resolvers.erased import missing
from resolvers.errors import checked
from resolvers.pages import connection
from resolvers.staleness import current_builds
from schema.build import Build
from schema.connection import Connection
from schema.filters import BuildFilter, FindingFilter, ModelFilter
from schema.finding import Finding
from schema.labels import node
from schema.model import Model
from schema.waiver import Waiver


async def models(info: Info, first: int | None, after: str | None, filter_: ModelFilter | None) -> Connection[Model]:
    """Return a page of models by id."""
    wanted = {
        "text": checked((filter_ and filter_.text) or "").lower(),
        "kind": await naming.format_(info.context.unit, filter_.kind if filter_ else None),
        "retired": bool(filter_ and filter_.retired),
    }
    place = {"uid": cursors.decode(after, "models", str)[0] if after else ""}
    return await _list(info, "models", ("model.list", "model.count"), first, after, wanted, place)


async def builds(info: Info, first: int | None, after: str | None, filter_: BuildFilter | None) -> Connection[Build]:
    """Return builds, newest first."""
    given = filter_ or BuildFilter()
    key, uid = cursors.decode(after, "builds", str, str) if after else ("9999", "")
    if given.model is not None and not SLUG.fullmatch(given.model):
        raise await missing(info.context.unit, given.model)
    target = await naming.target(info.context.unit, given.target)
    wanted = {"prefix": f"{given.model}@" if given.model else "", "target": target}
    if given.stale is not None:
        uids = await current_builds(info.context.unit, info.context.loaders, wanted, stale=given.stale)
        return await _chosen(info, "builds", uids, first, after, (key, uid))
    return await _list(info, "builds", ("build.list", "build.count"), first, after, wanted, {"key": key, "uid": uid})


async def waivers(info: Info, first: int | None, after: str | None, model: str | None) -> Connection[Waiver]:
    """Return a page of the waivers that hold today, the oldest first."""
    size, unit = cursors.page_size(first), info.context.unit
    passed = cursors.decode(after, "waivers", str, str) if after else ("", "")
    if model is not None and (not SLUG.fullmatch(model) or await info.context.loaders.node(model) is None):
        raise await missing(unit, model)
    now = await unit.now()
    rows = await unit.rows("waiver.standing", model=model or "", asOf=now, day=now[:10])
    found = sorted(
        ((str(row["waiver"]["recordedAt"]), str(row["waiver"]["uid"]), row["waiver"]) for row in rows),
        key=lambda each: each[:2],
    )
    left = [each for each in found if each[:2] > tuple(passed)]
    unit.count(len(left[:size]))
    page = [(cursors.encode("waivers", at, uid), Waiver.from_row(row)) for at, uid, row in left[:size]]
    return connection(len(found), page, len(left) > size, after)


async def findings(
    info: Info, first: int | None, after: str | None, filter_: FindingFilter | None
) -> Connection[Finding]:
    """Open ones, worst first."""
    given = filter_ or FindingFilter()
    wanted = {
        "rules": await naming.rules(info.context.unit, given.rule),
        "severity": given.severity.value if given.severity else "",
        "element": "",
        **await accepted(info.context.unit, given.waived),
    }
    key, uid = cursors.decode(after, "findings", int, str) if after else (-1, "")
    place = {"key": key, "uid": uid}
    if given.element is not None:
        element = await one(info.context, given.element)
        parts = address(element.id) if element else None
        if element is None or parts is None or parts.element is None:
            raise await missing(info.context.unit, given.element)
        wanted["element"] = element.id
        given.version = given.version or element.id.partition("#")[0]  # type: ignore[assignment]
    if given.version is None:
        return await _list(info, "findings", ("finding.list", "finding.count"), first, after, wanted, place)
    wanted["version"] = await _version(info, given.version)
    return await _list(info, "findings", ("finding.list_in", "finding.count_in"), first, after, wanted, place)


async def _version(info: Info, named: str) -> str:
    parts = address(named)
    if parts is None or parts.element is not None:
        raise await missing(info.context.unit, named)
    loaders = info.context.loaders
    found = await (loaders.current(parts.model) if parts.number is None else loaders.node(named))
    if found is None:
        raise await missing(info.context.unit, named)
    return found.id


async def _list(
    info: Info,
    kind: str,
    queries: tuple[str, str],
    first: int | None,
    after: str | None,
    wanted: dict[str, Any],
    place: dict[str, Any],
) -> Connection[Any]:
    """Read a page by the first query, and the total by the second."""
    first = cursors.page_size(first)
    unit = info.context.unit
    rows = await unit.rows(queries[0], **wanted, **place, limit=first + 1)
    counted = await unit.rows(queries[1], **wanted)
    unit.count(min(len(rows), first))
    items = [(cursors.encode(kind, *_key(row)), node(row["node"])) for row in rows[:first]]
    for _, each in items:
        info.context.loaders.prime(each)
    return connection(counted[0]["total"], items, len(rows) > first, after)


async def _chosen(
    info: Info,
    kind: str,
    chosen: Sequence[tuple[str, str]],
    first: int | None,
    after: str | None,
    place: tuple[str, str],
) -> Connection[Any]:
    """Return a page of known (recordedAt, uid), newest first."""
    first = cursors.page_size(first)
    left = [each for each in chosen if each[0] < place[0] or (each[0] == place[0] and each[1] > place[1])]
    info.context.unit.count(min(len(left), first))
    found = await info.context.loaders.nodes([uid for _, uid in left[:first]])
    keys = [cursors.encode(kind, *each) for each in left[:first]]
    return connection(len(chosen), list(zip(keys, found, strict=True)), len(left) > first, after)


def _key(row: Any) -> tuple[str | int, ...]:
    uid = row["node"]["uid"]
    return (row["key"], uid) if "key" in row else (uid,)
