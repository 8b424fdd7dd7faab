"""Assemble the `ameide` command from its parts."""

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from cli.commands import (
    blame,
    diff,
    erase,
    export,
    formats,
    generate,
    import_,
    import_graph,
    login,
    migrate,
    paths,
    prune,
    query,
    reach,
    refresh,
    retire,
    rules,
    search,
    serve,
    targets,
    tenants,
    validate,
    waive,
)
from cli.release import release

app = typer.Typer(
    name="ameide",
    epilog="Exit status: 0 done, 1 findings or problems, 2 wrongly asked, 3 cannot reach or let in, 4 Ameide failed.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("serve")(serve.serve)
app.command("import")(import_.import_)
app.command("validate")(validate.validate)
app.command("rules")(rules.rules)
app.command("formats")(formats.formats)
app.command("targets")(targets.targets)
app.command("waive")(waive.waive)
app.command("generate")(generate.generate)
app.command("lineage")(reach.asking("lineage", "What it depends on: from generated lines back to the document."))
app.command("impact")(reach.asking("impact", "What depends on it: everything that a change would touch."))
app.command("paths")(paths.paths)
app.command("blame")(blame.blame)
app.command("diff")(diff.diff)
app.command("search")(search.search)
app.command("refresh")(refresh.refresh)
app.command("retire")(retire.retire)
app.command("erase")(erase.erase)
app.command("prune")(prune.prune)
app.command("query")(query.query)
app.command("login")(login.login)
app.command("migrate")(migrate.migrate)
app.command("export")(export.export)
app.command("import-graph")(import_graph.import_graph)
app.add_typer(tenants.app, name="tenants")


def _tell_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"ameide {release()}\n")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A knowledge graph of models, of the code generated from them, and of how that code was built."""


def main() -> None:
    """Run the command; what a terminal cannot show is escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="ameide")


if __name__ == "__main__":
    main()
