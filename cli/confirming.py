"""Ask for confirmation before something is lost for good."""

import typer

from cli.errors import UsageWrong


def confirm(thing: str, loss: str, what: str) -> None:
    """Go on only if the name is typed; `what` says which, an id or a name."""
    try:
        typed = typer.prompt(f"{loss} will be lost. Type its {what} to confirm", err=True)
    except typer.Abort as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        typer.echo(err=True)  # the question stands on a line without an end
        raise UsageWrong("Aborted: confirmation needed; nothing was removed.", hint="Use --yes in scripts.") from None
    if typed != thing:
        raise UsageWrong(f"Aborted: the {what} does not match; nothing was removed.")
