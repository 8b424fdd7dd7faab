"""`ameide diff`: compare two models, and tell what the change would touch."""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import arguments, completion, connection, impact, problems, reading
from cli.choosing import one_of
from cli.commands.reach import AsOf
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.status import Status

if TYPE_CHECKING:
    from ameide_client.generated import DraftInput
    from ameide_client.generated.change_impact import ChangeImpactChangeImpact as ChangeImpact
    from ameide_client.generated.fragments import DiffFields as Diff
    from pipeline.ir.change import Drafts

_MOST_OF_EACH = 100  # things that would be touched, of each sort
_FILE_FIRST = "What a file would change is asked of a model: `ameide diff MODEL FILE`, also with --impact."
Side = Annotated[str, typer.Argument(help="A file, a model or a version.", autocompletion=completion.ids)]


class FailOn(StrEnum):
    """Kinds of impact that are a failure."""

    ARTEFACTS = "artefacts"
    FINDINGS = "findings"
    ANY = "any"


def diff(
    a: Side,
    b: Side,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown for a pull request.")] = False,
    most: Annotated[int | None, typer.Option(help="Number of elements to show (default: all).", min=0)] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit status 1 if anything differs.")] = False,
    with_impact: Annotated[
        bool, typer.Option("--impact", help="Also show what the change would affect; A must be a model or version.")
    ] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            help="Exit status 1 if the change has this impact, or if not all of it is known.",
            **one_of(FailOn, "kind of impact"),
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Show what changed from A to B, element by element. Two files are compared offline."""
    with Output(as_json) as output:
        if as_json and markdown:
            raise UsageWrong("--json or --markdown, one of them.")
        wanted = "json" if as_json else "markdown" if markdown else "text"
        shown: dict[str, Any] = {"format": wanted, "most": most, "as_of": arguments.moment(as_of)}
        found, touched = _compared(output, (a, b), shown, with_impact or fail_on is not None, url, token)
        for line in (*found.rendered.splitlines(), *(_lines(touched, markdown) if touched else ())):
            output.show(styled(line))
        if as_json:
            output.result(_json(a, b, found, touched))
        over = touched is not None and fails(touched, fail_on)
        if over:
            output.message("error", f"the impact is over the threshold: --fail-on {fail_on}.", style="bold red")
        output.exit(Status.PROBLEMS if over or (exit_code and not found.identical) else Status.OK)


def fails(touched: "ChangeImpact", threshold: FailOn | None) -> bool:
    """Return true if an impact is over the threshold. A truncated one counts as if it held artefacts."""
    if threshold is None:
        return False
    if threshold is FailOn.FINDINGS:
        return touched.findings_appearing.total_count > 0 or not touched.findings_together
    if threshold is FailOn.ARTEFACTS:
        return touched.artefacts.total_count > 0 or not touched.complete
    return not touched.no_impact


def _compared(
    output: Output, sides: tuple[str, str], shown: dict[str, Any], impact_too: bool, url: str | None, token: str | None
) -> "tuple[Diff, ChangeImpact | None]":
    a, b = sides
    if arguments.is_file(a):
        if impact_too or not arguments.is_file(b):
            raise UsageWrong(_FILE_FIRST)
        if shown["as_of"]:
            raise UsageWrong("--as-of is of models; two files are what they are now.")
        return _files(output, Path(a), Path(b), shown["format"], shown["most"]), None
    asked = shown | {"format": shown["format"].upper()}
    if not impact_too and not arguments.is_file(b):
        return connection.ask(url, token, lambda client: client.diff(a, b, **asked)), None
    asked |= {"draft": _draft(Path(b))} if arguments.is_file(b) else {"to": b}
    found = connection.ask(url, token, lambda client: client.change_impact(a, first=_MOST_OF_EACH, **asked))
    return found.diff, found if impact_too else None


def _draft(path: Path) -> "DraftInput":
    from ameide_client.contents import encoded
    from ameide_client.generated import DraftInput

    return DraftInput(content_base_64=encoded(reading.content(path)))


def _files(output: Output, a: Path, b: Path, wanted: str, most: int | None) -> "Diff":
    from ameide_client.generated import DiffFields as Diff
    from pipeline.operations import diff as change

    drafts = change.compare_drafts(reading.document(a), reading.document(b))
    if drafts.compared is None:
        _refuse(output, drafts, (str(a), str(b)))
        raise typer.Exit(Status.PROBLEMS)
    found = drafts.compared.difference
    rendered = change.RENDERERS[wanted](found, most)
    return Diff(
        identical=found.identical, same_meaning=found.same_meaning, layout_only=found.layout_only, rendered=rendered
    )


def _refuse(output: Output, drafts: "Drafts", names: tuple[str, str]) -> None:
    told: list[dict[str, Any]] = []
    for name, checked in zip(names, (drafts.before, drafts.after), strict=True):
        found = checked.problems if checked.model is None else ()
        output.show(*problems.texts(found, name))
        told += [{"file": name} | each for each in problems.as_json(found)]
    output.result({"problems": told})


def _lines(touched: "ChangeImpact", markdown: bool) -> Iterator[str]:
    return impact.markdown(touched) if markdown else impact.text(touched)


def _json(a: str, b: str, found: "Diff", touched: "ChangeImpact | None") -> dict[str, Any]:
    return {
        "from": a,
        "to": b,
        "difference": json.loads(found.rendered),
        "impact": None if touched is None else impact.data(touched),
    }
