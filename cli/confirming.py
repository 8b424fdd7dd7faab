"""Asking back before something is lost for good."""

import typer

from cli.errors import UsageWrong


def confirm(thing: str, loss: str, what: str) -> None:
    """Go on only if the name is typed; `what` says which, an id or a name."""
    try:
        typed = typer.prompt(f"{loss} will be lost. Type its {what} to go on", err=True)
    except typer.Abort as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise UsageWrong(
            f"Nobody typed its {what}; nothing was removed.", hint="Where nobody can, say --yes."
        ) from None
    if typed != thing:
        raise UsageWrong(f"That is not its {what}; nothing was removed.")
