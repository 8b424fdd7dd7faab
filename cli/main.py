"""Assemble the `ameide` command from its parts."""

import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from typing import Annotated

import typer

from cli.commands import (
    blame,
    builds,
    convert,
    derive,
    diff,
    download,
    erase,
    export,
    findings,
    formats,
    generate,
    import_,
    import_graph,
    link,
    links,
    list_,
    login,
    migrate,
    paths,
    prune,
    query,
    reach,
    refresh,
    rename,
    retire,
    rules,
    search,
    serve,
    show,
    targets,
    tenants,
    validate,
    waive,
    waivers,
)
from cli.help import Command, Group
from cli.release import release
from cli.shared import shared
from pipeline.ir import garbage

_SHARED = """Shared options:
  --json, --wide, --quiet; --url (AMEIDE_URL, else embedded), --token
Exit status: 0 done, 1 findings, 2 usage error, 3 connection/auth error, 4 bug."""
_COMMANDS: Mapping[str, Mapping[str, Callable[..., None]]] = {
    "Check and generate": {
        "validate": validate.validate,
        "generate": generate.generate,
        "rules": rules.rules,
        "convert": convert.convert,
        "formats": formats.formats,
        "targets": targets.targets,
    },
    "Store": {
        "import": import_.import_,
        "list": list_.list_,
        "show": show.show,
        "findings": findings.findings,
        "waive": waive.waive,
        "waivers": waivers.waivers,
        "link": link.link,
        "links": links.links,
        "builds": builds.builds,
        "download": download.download,
        "rename": rename.rename,
        "retire": retire.retire,
        "erase": erase.erase,
        "prune": prune.prune,
        "refresh": refresh.refresh,
    },
    "Ask": {
        "impact": reach.asking("impact", "Show what depends on ID: everything that a change would affect."),
        "lineage": reach.asking("lineage", "Show what ID depends on, from generated lines back to the document."),
        "paths": paths.paths,
        "blame": blame.blame,
        "derive": derive.derive,
        "diff": diff.diff,
        "search": search.search,
        "query": query.query,
    },
    "Operate": {
        "serve": serve.serve,
        "login": login.login,
        "migrate": migrate.migrate,
        "export": export.export,
        "import-graph": import_graph.import_graph,
    },
}
_SHORT: Mapping[str, str] = {
    "validate": "Check model files offline, or show findings of stored models.",
    "rules": "List the rules as they apply here, or explain one.",
    "targets": "List the targets, or show one.",
    "import": "Store models, each file as a new version of its model.",
    "show": "Show a model, element, finding, build or file by its id.",
    "waive": "Accept a finding, so that it no longer blocks generation.",
    "waivers": "List what is accepted, by whom, why and until when.",
    "link": "Link two elements of different models, or apply a file.",
    "links": "List links between models, decide, or ask why.",
    "download": "Fetch a document, a generated file or a whole build.",
    "rename": "Give a model another name; the old one is retired.",
    "retire": "End a model but keep its history; irreversible.",
    "erase": "Remove a model and all that was made of it; irreversible.",
    "prune": "Remove old builds; irreversible.",
    "refresh": "Import and build anew what earlier releases recorded.",
    "impact": "Show what depends on ID and would be affected by a change.",
    "lineage": "Show what ID depends on, back to the document.",
    "blame": "Show which element each generated line came from.",
    "derive": "Show relationships that follow from stated ones.",
    "search": "Find models, elements, findings and files by words.",
    "login": "Print a bearer token.",
    "migrate": "Upgrade this machine's store to this release.",
    "export": "Write everything a tenant holds to a file.",
}
"""Descriptions of commands in the list, for those whose first sentence is longer than a line."""

app = typer.Typer(
    name="ameide",
    cls=Group,
    epilog=_SHARED,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _panel, _commands in _COMMANDS.items():
    for _name, _run in _commands.items():
        app.command(_name, cls=Command, rich_help_panel=_panel, short_help=_SHORT.get(_name))(shared(_run))
app.add_typer(tenants.app, name="tenants", cls=Group, rich_help_panel="Operate")


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
    """A knowledge graph of models, the code generated from them, and its builds."""


def main() -> None:
    """Run the command; what a terminal cannot show is escaped instead of failing."""
    garbage.collect_rarely()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="ameide")


if __name__ == "__main__":
    main()
