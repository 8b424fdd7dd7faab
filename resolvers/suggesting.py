"""Suggest an id in place of one that nothing has: people misspell ids, or leave out the model."""

from typing import Final

from graph.records import Address, address, version_uid
from graph.store import SearchQuery
from pipeline.ir.suggesting import closest
from resolvers.unit import Unit

_LONGEST: Final = 300
_MOST: Final = 20_000  # ids to compare with; a model or tenant beyond that gets no suggestion from the rest


async def near(unit: Unit, uid: str) -> str:
    """Return the end of a message, ` Did you mean 'x'?`; empty if no id of the tenant is close."""
    if not uid.isprintable() or len(uid) > _LONGEST:
        return ""
    model, marked, element = uid.partition("#")
    parts = address(model)
    if marked and parts is not None and (found := await _element(unit, parts, element)):
        return _meant(uid, found)
    if marked:
        found = await _model(unit, model)
        return _meant(uid, found and f"{found}#{element}")
    if parts is not None and parts.number is not None:
        return _meant(uid, await _version(unit, parts))
    return _meant(
        uid, await _artefact(unit, uid) if ":" in uid else await _model(unit, uid) or await _stated(unit, uid)
    )


def _meant(uid: str, found: str | None) -> str:
    return f" Did you mean {found!r}?" if found and found != uid else ""


async def _element(unit: Unit, parts: Address, element: str) -> str | None:
    """Return the id of an element of the version, spelled as the question spells the model; None if none is close."""
    number = parts.number or await _newest(unit, parts.model)
    if number is None:
        return None
    found = await unit.rows("version.elements", parents=[version_uid(parts.model, number)], key=-1, uid="", limit=_MOST)
    uids = [uid.partition("#")[2] for row in found for _, uid in row["page"]]
    near = closest(element, uids)
    version = parts.model if parts.number is None else version_uid(parts.model, number)
    return None if near is None else f"{version}#{near}"


async def _model(unit: Unit, name: str) -> str | None:
    found = await unit.rows("model.list", text="", kind="", retired=True, uid="", limit=_MOST)
    slug, at, number = name.partition("@")
    near = closest(slug, [row["node"]["uid"] for row in found])
    return near and f"{near}{at}{number}"


async def _version(unit: Unit, parts: Address) -> str | None:
    number = await _newest(unit, parts.model)
    return (
        await _model(unit, version_uid(parts.model, parts.number or 1))
        if number is None
        else version_uid(parts.model, number)
    )


async def _newest(unit: Unit, model: str) -> int | None:
    found = await unit.rows("version.current", models=[model], asOf=await unit.now())
    return int(found[0]["number"]) if found else None


async def _artefact(unit: Unit, uid: str) -> str | None:
    build = f"build:{uid.removeprefix('artefact:').partition('/')[0]}"
    if not uid.startswith("artefact:"):
        return None
    found = await unit.rows("build.artefacts", parents=[build], key="", uid="", limit=_MOST)
    return closest(uid, [uid for row in found for _, uid in row["page"]])


async def _stated(unit: Unit, name: str) -> str | None:
    """Return the element whose id in its document was given without its model."""
    found = await unit.search(SearchQuery(text=name, labels=frozenset({"Element"}), first=1))
    for hit in found.page:
        parts = address(hit.vertex["uid"])
        if parts is not None and closest(name, [parts.element or ""]):
            return f"{parts.model}#{parts.element}"
    return None
