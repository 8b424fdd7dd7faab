"""The question what a text is about."""

from collections.abc import Sequence
from typing import Final, TypedDict, Unpack

from client import documents
from client.exchange import Data, Operation
from client.found import Found, Hit
from client.nodes import node_of


class Asked(TypedDict, total=False):
    """What may be said beside the text; what is left out is up to the server."""

    labels: Sequence[str]
    kinds: Sequence[str]
    models: Sequence[str]
    severities: Sequence[str]
    impact_of: str | None
    lineage_of: str | None
    all_versions: bool
    as_of: str | None
    first: int
    after: str | None


_LISTS: Final = ("labels", "kinds", "models", "severities")
_ENUMS: Final = {"labels", "severities"}


def search(text: str, **asked: Unpack[Asked]) -> Operation[Found]:
    """All words must be there, begun or misspelt; `impact_of` or `lineage_of` say within what can be reached."""
    given: dict[str, object] = {"text": text, "first": asked.get("first", 50), "after": asked.get("after")}
    for name in _LISTS:
        values: Sequence[str] = asked.get(name) or ()  # type: ignore[assignment]
        given[name] = [value.upper() if name in _ENUMS else value for value in values] or None
    within = {"impactOf": asked.get("impact_of"), "lineageOf": asked.get("lineage_of")}
    given["within"] = {name: id_ for name, id_ in within.items() if id_ is not None} or None
    given["versions"] = "ALL" if asked.get("all_versions") else None
    given["asOf"] = asked.get("as_of")
    return Operation(documents.SEARCH, given, lambda data: _found(data["search"]))


def _found(row: Data) -> Found:
    return Found(
        items=tuple(node_of(node) for node in row["nodes"]),
        total=row["totalCount"],
        next=row["pageInfo"]["endCursor"] if row["pageInfo"]["hasNextPage"] else None,
        hits=tuple(
            Hit(edge["score"], edge["field"] and edge["field"].lower(), edge["excerpt"]) for edge in row["edges"]
        ),
        by_label={each["label"].capitalize(): each["count"] for each in row["countsByLabel"]},
        by_kind={each["kind"]: each["count"] for each in row["countsByKind"]},
        by_model={each["model"]: each["count"] for each in row["countsByModel"]},
        complete=row["complete"],
        truncated_by=row["truncatedBy"] and row["truncatedBy"].lower(),
        as_of=row["asOf"],
    )
