"""`ameide derive`: show the relationships that follow from those that a model states."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import arguments, completion, connection, problems, reading
from cli.commands.reach import AsOf
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.status import Status
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.derived_relationships import (
        DerivedRelationshipsDerivedRelationshipsRelationshipsNodes as Node,
    )
    from pipeline.ir.deriving import Derived
    from pipeline.ir.model import Model

_MOST: Final = 1_000
Of = Annotated[
    str,
    typer.Argument(help="A file, a model or a version.", metavar="MODEL", autocompletion=completion.ids),
]


@dataclass(frozen=True, slots=True)
class Link:
    """An element or relationship of an answer."""

    id: str
    kind: str
    name: str

    @property
    def told(self) -> str:
        return self.name or self.id.rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class Shown:
    """A derived relationship as it is shown."""

    kind: str
    rules: Sequence[str]
    source: Link
    target: Link
    chain: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Answer:
    """Derived relationships, and how many there are."""

    shown: Sequence[Shown]
    total: int
    complete: bool


def derive(
    of: Of,
    from_: Annotated[str | None, typer.Option("--from", help="Only relationships that leave this element.")] = None,
    to: Annotated[str | None, typer.Option(help="Only relationships that lead to this element.")] = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", help="Only relationships of this kind; may be repeated.")
    ] = None,
    potential: Annotated[
        bool, typer.Option("--potential", help="Relationships that may hold, instead of those that do.")
    ] = False,
    most: Annotated[int, typer.Option(help="Number of relationships to show.", min=1, max=_MOST)] = 100,
    as_of: AsOf = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Show relationships that follow from those that a model states, each with its chain and rules.

    ArchiMate's appendix B says which ones are valid and which are potential. None of them is stored.
    """
    with Output(as_json) as output:
        asked: dict[str, Any] = {"from_": from_, "to": to, "kinds": kinds or None}
        if arguments.is_file(of):
            if as_of:
                raise UsageWrong("--as-of is of models; a file is what it is now.")
            answer = _of_file(output, Path(of), asked, potential, most)
        else:
            asked |= {"certainty": "POTENTIAL" if potential else "VALID", "as_of": arguments.moment(as_of)}
            answer = connection.ask(url, token, lambda client: _of_model(client, of, asked, most))
        _tell(output, answer, "potential" if potential else "valid")
        output.result(_json(answer, "potential" if potential else "valid"))
        output.exit(Status.OK)


async def _of_model(client: "AsyncClient", of: str, asked: dict[str, Any], most: int) -> Answer:
    found = await client.derived_relationships(of, first=most, **asked)
    page = found.relationships
    return Answer([_shown(node) for node in page.nodes], page.total_count, found.complete)


def _shown(node: "Node") -> Shown:
    return Shown(
        node.kind,
        node.rules,
        Link(node.source.id, node.source.kind, node.source.name),
        Link(node.target.id, node.target.kind, node.target.name),
        [Link(link.id, link.kind, link.name) for link in node.chain],
    )


def _of_file(output: Output, path: Path, asked: dict[str, Any], potential: bool, most: int) -> Answer:
    from pipeline.ir.deriving import Asked, Certainty
    from pipeline.operations.derive import derivation

    wanted: Asked = Asked(
        certainty=Certainty.POTENTIAL if potential else Certainty.VALID,
        source=asked["from_"],
        target=asked["to"],
        kinds=frozenset(asked["kinds"] or ()),
    )
    found = derivation(reading.document(path), wanted)
    if found.derivation is None or found.model is None:
        for text in problems.texts(found.problems, str(path)):
            output.stderr.print(text, soft_wrap=True)
        output.result({"problems": problems.as_json(found.problems)})
        raise typer.Exit(Status.PROBLEMS)
    derived = found.derivation.derived
    return Answer([_read(each, found.model) for each in derived[:most]], len(derived), found.derivation.complete)


def _read(derived: "Derived", model: "Model") -> Shown:
    def link(id_: str) -> Link:
        element = model.by_id[id_]
        return Link(element.source_id or id_, element.kind, element.name)

    chain = [link(id_) for id_ in derived.chain]
    return Shown(derived.kind, derived.rules, link(derived.source), link(derived.target), chain)


def _tell(output: Output, answer: Answer, certainty: str) -> None:
    for each in answer.shown:
        output.show(styled((f"{each.source.told} → {each.target.told}", "bold"), f"  {each.kind}"))
        chain = ", ".join(f"{link.kind} {link.told}" for link in each.chain)
        output.show(styled(f"  by {', '.join(dict.fromkeys(each.rules))} from {chain}"))
    more = f", {len(answer.shown)} shown" if len(answer.shown) < answer.total else ""
    output.say(f"{count(answer.total, f'{certainty} relationship')}{more}.")
    if not answer.complete:
        output.message(
            "warning",
            "The model is too dense to derive all: those with the longest chains are missing.",
            style="yellow",
        )


def _json(answer: Answer, certainty: str) -> dict[str, Any]:
    """Stable: docs/command.md."""

    def link(each: Link) -> dict[str, str]:
        return {"id": each.id, "kind": each.kind, "name": each.name}

    return {
        "certainty": certainty,
        "complete": answer.complete,
        "total": answer.total,
        "relationships": [
            {
                "kind": each.kind,
                "rules": list(each.rules),
                "source": link(each.source),
                "target": link(each.target),
                "chain": [link(one) for one in each.chain],
            }
            for each in answer.shown
        ],
    }
