"""`ameide login`: issue a token for requests."""

from datetime import timedelta
from getpass import getuser
from typing import Annotated

import typer

from cli.errors import UsageWrong
from cli.options import Json
from cli.output import Output


def login(
    dev: Annotated[bool, typer.Option("--dev", help="Sign with this machine's own key, in AMEIDE_HOME.")] = False,
    tenant: Annotated[str | None, typer.Option(help="Tenant of the token (default: AMEIDE_TENANT).")] = None,
    subject: Annotated[str | None, typer.Option(help="Subject of the token (default: the current user).")] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="Role of the token, such as platform-admin; may be repeated.")
    ] = None,
    hours: Annotated[float, typer.Option(help="Hours for which the token is valid.", min=0.01, max=24 * 31)] = 12,
    as_json: Json = False,
) -> None:
    """Print a bearer token: export AMEIDE_TOKEN=$(ameide login --dev)."""
    with Output(as_json) as output:
        if not dev:
            hint = "--dev makes one that a service on this machine accepts."
            raise UsageWrong("A token for any other server comes from its identity provider.", hint=hint)
        import app
        from settings import Settings

        settings = Settings()
        tenant, subject, roles = tenant or settings.tenant, subject or getuser(), sorted(role or ())
        token = app.issue_token(settings, tenant, subject, roles, timedelta(hours=hours))
        output.show(token)
        output.say(f"Valid for {hours:g} hours, for tenant {tenant}, as {subject}.")
        output.result({"token": token, "tenant": tenant, "subject": subject, "roles": roles})
