"""`ameide formats`: list the notations, and the directions of the relations of one."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion
from cli.errors import UsageWrong
from cli.options import Json
from cli.output import Output, styled

if TYPE_CHECKING:
    from pipeline.ir.format import Format


def formats(
    format_: Annotated[
        str | None, typer.Argument(help="Name of a format.", metavar="[FORMAT]", autocompletion=completion.formats)
    ] = None,
    as_json: Json = False,
) -> None:
    """List the notations that can be imported, or show one. Works offline."""
    from pipeline.operations import formats as asking

    with Output(as_json) as output:
        if format_ is not None and (problem := asking.unknown(format_)):
            raise UsageWrong(problem.message)
        chosen = [asking.FORMATS[name] for name in ([format_] if format_ else sorted(asking.FORMATS))]
        broken = {} if format_ else asking.broken()
        if format_ is None:
            output.table(("format", "files", ""), [(row.name, " ".join(row.endings), row.title) for row in chosen])
        else:
            _show(output, chosen[0])
        for name, reason in broken.items():
            output.message("warning", f"The format {name} cannot be used: {reason}.", style="yellow")
        output.result(
            {
                "formats": [_as_json(row) for row in chosen],
                "broken": [{"name": name, "reason": reason} for name, reason in broken.items()],
            }
        )


def _show(output: Output, row: "Format[Any]") -> None:
    output.show(styled((row.name, "bold"), f"  {row.title}"), styled(row.description))
    output.show(styled(f"Files: {' '.join((*row.endings, *row.shared_endings))}"))
    able = [told for told, can in (("written again", row.write), ("fixed", row.edit)) if can]
    output.show(styled(f"Its documents can be {' and '.join(able)}." if able else "Its documents are only read."))
    if rows := _relations(row):
        output.table(("relation", "end that depends on the other"), rows)


def _as_json(row: "Format[Any]") -> dict[str, Any]:
    """Stable: docs/command.md."""
    return {
        "name": row.name,
        "title": row.title,
        "description": row.description,
        "endings": list(row.endings),
        "writable": row.write is not None,
        "fixable": row.edit is not None,
        "relations": dict(_relations(row)),
    }


def _relations(row: "Format[Any]") -> list[tuple[str, str]]:
    from pipeline.ir.meeting import listed

    return listed(row.meetings.relations)
