"""`ameide targets`: list the targets, and the options of one."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion
from cli.errors import UsageWrong
from cli.options import Json
from cli.output import Output, styled

if TYPE_CHECKING:
    from pipeline.ir.target import Target


def targets(
    target: Annotated[
        str | None, typer.Argument(help="Name of a target.", metavar="[TARGET]", autocompletion=completion.targets)
    ] = None,
    as_json: Json = False,
) -> None:
    """List the targets, or show the options and supported elements of one. Works offline."""
    from pipeline.operations import targets as asking
    from pipeline.operations.catalogue import TARGETS

    with Output(as_json) as output:
        if target is not None and target not in TARGETS:
            raise UsageWrong(asking.unknown(target))
        chosen = [TARGETS[name] for name in ([target] if target else sorted(TARGETS))]
        broken = {} if target else asking.broken()
        if target is None:
            output.table(("target", "takes", ""), [(row.name, ", ".join(row.takes), row.title) for row in chosen])
        else:
            _show(output, chosen[0])
        for name, reason in broken.items():
            output.message("warning", f"The target {name} cannot be used: {reason}.", style="yellow")
        output.result(
            {
                "targets": [_as_json(row) for row in chosen],
                "broken": [{"name": name, "reason": reason} for name, reason in broken.items()],
            }
        )


def _show(output: Output, row: "Target") -> None:
    output.show(styled((row.name, "bold"), f"  {row.title}"), styled(row.description))
    options = [(each.name, repr(each.default), each.allowed, each.description) for each in row.options]
    if options:
        output.table(("option", "default", "values", ""), options)
    output.table(("element", "how it runs"), list(row.support.items()))


def _as_json(row: "Target") -> dict[str, Any]:
    """Stable: docs/command.md."""
    return {
        "name": row.name,
        "title": row.title,
        "description": row.description,
        "takes": list(row.takes),
        "options": [option.model_dump(mode="json") for option in row.options],
        "support": dict(row.support),
    }
