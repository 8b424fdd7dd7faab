"""`ameide links`: list the links between models, decide about proposals, and say why two elements are linked."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import completion, connection, problems
from cli.choosing import one_of
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.text import count, short

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.fragments import LinkFields, LinkPayloadFields

_PAGE: Final = 200
_STYLES: Final = {"proposed": "yellow", "accepted": "green", "rejected": "dim"}


class Action(StrEnum):
    """Use of the command."""

    LIST = "list"
    WHY = "why"
    ACCEPT = "accept"
    REJECT = "reject"
    UNDO = "undo"


class Status(StrEnum):
    """State of a link."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Order(StrEnum):
    """Order of the list."""

    CONFIDENCE = "confidence"
    IMPACT = "impact"


def links(
    action: Annotated[
        Action,
        typer.Argument(
            help="list, why A B, accept, reject or undo with ids of links.",
            **{**one_of(Action, "action"), "metavar": "[ACTION"},
        ),
    ] = Action.LIST,
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Two elements, or links.", metavar="ID...]", autocompletion=completion.ids),
    ] = None,
    status: Annotated[
        Status | None, typer.Option(help="Only links of this status.", **one_of(Status, "status"))
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only links of this kind, such as describes.")] = None,
    of: Annotated[str | None, typer.Option(help="Only links of a model or element.", metavar="MODEL[#ELEMENT]")] = None,
    at_least: Annotated[
        float | None, typer.Option(help="Only links of at least this confidence, 0 to 1.", metavar="CONFIDENCE")
    ] = None,
    order: Annotated[
        Order, typer.Option(help="Order; impact: those first that add most to it.", **one_of(Order, "order"))
    ] = Order.CONFIDENCE,
    reason: Annotated[str, typer.Option(help="Reason for a decision; stored with it.")] = "",
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """List links between models. Without ids, accept and reject take all proposals that the options select."""
    with Output(as_json) as output:
        named = ids or []
        wanted = {"status": status and status.upper(), "kind": kind, "of": of, "minConfidence": at_least}
        if action is Action.WHY:
            if len(named) != 2:
                raise UsageWrong("`links why` takes two elements.", hint="ameide links why MODEL#A MODEL#B")
            _why(output, connection.ask(url, token, lambda client: client.why_linked(named[0], named[1])))
        elif action is Action.LIST:
            if named:
                raise UsageWrong("`links list` takes no ids.", hint="Use --of MODEL#ELEMENT.")
            _list(output, *connection.ask(url, token, partial(_all, wanted=wanted, order=order)))
        else:
            if action is Action.UNDO and not named:
                raise UsageWrong("`links undo` takes ids of links.")
            done = connection.ask(url, token, partial(_decide, action=action, ids=named, wanted=wanted, reason=reason))
            payload(output, done)
            output.exit(problems.status(done.problems))


def payload(output: Output, done: "LinkPayloadFields") -> None:
    """Show the links that were decided about, or the reasons why nothing was changed."""
    for text in problems.texts(done.problems, ""):
        output.stderr.print(text, soft_wrap=True)
    for each in done.links:
        status = each.status.value.lower()
        said = f"  {short(each.dependent)} {each.kind} {short(each.dependency)}: "
        output.show(styled((each.id, "bold"), said, (status, _STYLES[status])))
    output.result({"links": [_as_json(each) for each in done.links], "problems": problems.as_json(done.problems)})


def _list(output: Output, found: Sequence["LinkFields"], total: int) -> None:
    rows = [
        (
            each.id,
            styled((each.status.value.lower(), _STYLES[each.status.value.lower()])),
            f"{each.confidence:.2f}",
            each.dependent,
            each.kind,
            each.dependency,
            getattr(each, "adds_to_impact", ""),
        )
        for each in found
    ]
    if rows:
        columns = ("id", "status", "confidence", "dependent", "kind", "dependency", "adds")
        output.table(columns, rows, numbers=("confidence", "adds"))
    output.say(f"{count(total, 'link')}." if found else "No link.")
    output.result({"links": [_as_json(each) for each in found], "total": total})


def _why(output: Output, told: Any) -> None:
    output.show(styled(("linked" if told.linked else "not linked", "bold")))
    for reason in told.reasons:
        output.show(styled(f"  {short(reason, 1000)}"))
    stated = {"linked": told.linked, "reasons": list(told.reasons), "links": [_as_json(each) for each in told.links]}
    output.result(stated)


async def _all(client: "AsyncClient", *, wanted: Mapping[str, Any], order: Order) -> tuple[list["LinkFields"], int]:
    from ameide_client.generated import LinkFilter, LinkOrder
    from ameide_client.pages import every_async

    filter_ = LinkFilter.model_validate({name: value for name, value in wanted.items() if value is not None})
    total = 0

    async def page(after: str | None) -> Any:
        nonlocal total
        found = await client.links(first=_PAGE, after=after, filter_=filter_, order=LinkOrder[order.upper()])
        total = found.total_count
        return found

    return [each async for each in every_async(page)], total


async def _decide(
    client: "AsyncClient", *, action: Action, ids: Sequence[str], wanted: Mapping[str, Any], reason: str
) -> "LinkPayloadFields":
    from ameide_client.generated import DecideLinksInput, UndoLinksInput

    if action is Action.UNDO:
        return await client.undo_links(UndoLinksInput(links=list(ids)))
    if not ids:
        found, _ = await _all(client, wanted={**wanted, "status": "PROPOSED"}, order=Order.CONFIDENCE)
        ids = [each.id for each in found]
        if not ids:
            raise UsageWrong("There is no such proposal.")
    given = DecideLinksInput(links=list(ids), reason=reason)
    return await (client.accept_link(given) if action is Action.ACCEPT else client.reject_link(given))


def _as_json(link: "LinkFields") -> dict[str, Any]:
    """Stable: docs/command.md."""
    told: dict[str, Any] = link.model_dump(mode="json", by_alias=True)
    return told
