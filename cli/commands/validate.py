"""`ameide validate`: show the findings on files, without a server, or those on stored models."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import arguments, completion, connection, problems
from cli.choosing import one_of
from cli.configuration import RuleSets, rulesets
from cli.errors import UsageWrong
from cli.mending import Mended, mend
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.release import release
from cli.report import Report, told
from cli.status import Status
from cli.stored_report import StoredReport, stored_reports
from cli.text import count

if TYPE_CHECKING:
    from rich.text import Text


class FailOn(StrEnum):
    """Lowest severity of a finding that is a failure."""

    WARNING = "warning"
    ERROR = "error"
    NEVER = "never"


class Format(StrEnum):
    """Formats of a report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"


_FAILING = {FailOn.WARNING: {"error", "warning"}, FailOn.ERROR: {"error"}, FailOn.NEVER: set()}
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
Config = Annotated[
    Path | None,
    typer.Option(help="Configuration file (default: the nearest .ameide.toml).", metavar="FILE", dir_okay=False),
]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", "-t", help="Engine whose rules apply; may be repeated.", metavar="ENGINE[@RELEASE]"),
]

Files = Annotated[
    list[str],
    typer.Argument(help="Files, folders, patterns or stored models; - is stdin.", metavar="FILE|MODEL..."),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        help="Show only findings of this rule; with =LEVEL, set its level instead. May be repeated.",
        metavar="RULE[=LEVEL]",
        autocompletion=completion.rules,
    ),
]


def validate(
    files: Files,
    fail_on: Annotated[
        FailOn, typer.Option(help="Lowest severity that makes the exit status 1.", **one_of(FailOn, "severity"))
    ] = FailOn.ERROR,
    rule: Rules = None,
    target: Targets = None,
    config: Config = None,
    format_: Annotated[
        Format, typer.Option("--format", help="Output format.", **one_of(Format, "format"))
    ] = Format.TEXT,
    fix: Annotated[bool, typer.Option("--fix", help="Apply safe fixes first.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --fix: show the changes without writing them.")
    ] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Check model files with the rules, offline; or show what was found in stored models, and what of it is waived."""
    if as_json and format_ not in {Format.TEXT, Format.JSON}:
        raise typer.BadParameter("--json or --format, one of them.")
    if dry_run and not fix:
        raise typer.BadParameter("--dry-run goes with --fix.")
    with Output(as_json or format_ in {Format.JSON, Format.SARIF}) as output:
        only, levels = _rules(rule or [])
        models = _models(files, for_files=bool(fix or levels or target or config))
        paths = arguments.files([each for each in files if each not in models])
        measures = rulesets(config, levels, target or ())
        mended = _mended(output, paths, measures, dry_run) if fix else None
        reports: list[Report] = _reports(output, paths, measures, only)
        if models:
            reports += connection.ask(url, token, partial(stored_reports, models=models, only=only))
        counts = sum((report.counts for report in reports), Counter[str]())
        unreadable = sum(bool(report.problems) for report in reports)
        failed = unreadable > 0 or any(counts[severity] for severity in _FAILING[fail_on])
        if format_ is Format.JUNIT:
            from cli import junit

            typer.echo(junit.document(reports, _FAILING[fail_on]), nl=False)
        else:
            _tell(output, format_, reports, counts, unreadable, failed, mended)
        missing = any(problem.code == "NO_FILE" for report in reports for problem in report.problems)
        output.exit(Status.USAGE if missing else Status.PROBLEMS if failed else Status.OK)


def _models(said: Sequence[str], *, for_files: bool) -> list[str]:
    """Return the arguments that are stored models. Raises UsageWrong where an option says that files are meant."""
    models = [each for each in said if arguments.is_model(each)]
    if models and for_files:
        raise UsageWrong(
            f"{models[0]} is no file; --fix, --target, --config and levels of rules are for files.",
            hint="`ameide import` measures stored models by the tenant's configuration.",
        )
    return models


def _tell(
    output: Output,
    format_: Format,
    reports: Sequence[Report],
    counts: Counter[str],
    unreadable: int,
    failed: bool,
    mended: Sequence[Mended] | None,
) -> None:
    if format_ is Format.SARIF:
        from cli import sarif
        from pipeline.operations.catalogue import RULES

        output.result(sarif.log(reports, RULES, release()))
        return
    if format_ is Format.MARKDOWN:
        from cli import markdown

        output.show(*markdown.lines(reports))
    else:
        for change in mended or ():
            output.show(*(styled((line, _COLOURS.get(line[:1], ""))) for line in change.diff))
        for report in reports:
            output.show(*report.texts())
    output.show(_summary(reports, counts, unreadable))
    output.result(
        {
            "ok": not failed,
            "files": [report.as_json() for report in reports],
            "summary": {"files": len(reports), "unreadable": unreadable}
            | {severity: counts[severity] for severity in (*problems.NOUNS, "waived")},
        }
        | ({} if mended is None else {"fixed": [change.as_json() for change in mended]})
    )


def _mended(output: Output, paths: Sequence[Path], rulesets: RuleSets, dry: bool) -> list[Mended]:
    with output.progress() as progress:
        tried = [mend(path, rulesets, dry=dry) for path in progress.track(paths, description="Fixing")]
    mended = [each for each in tried if each is not None]
    if mended:
        done = count(sum(len(each.findings) for each in mended), "finding")
        output.say(f"{'To be fixed' if dry else 'Fixed'}: {done} in {count(len(mended), 'file')}.")
    else:
        output.say("Nothing to fix.")
    return mended


def _reports(output: Output, paths: Sequence[Path], rulesets: RuleSets, only: Sequence[str]) -> list[Report]:
    with output.progress() as progress:
        reports = [Report(path, rulesets, only) for path in progress.track(paths, description="Checking")]
    _together(paths, reports, rulesets, only)
    return reports


def _together(paths: Sequence[Path], reports: Sequence[Report], rulesets: RuleSets, only: Sequence[str]) -> None:
    """Add to each report what only the files together show, and the files beside them."""
    from pipeline.operations.importing import imported

    named = {
        path.resolve().as_posix(): (path, report)
        for path, report in zip(paths, reports, strict=True)
        if path != arguments.STDIN  # it lies nowhere
    }
    models = {at: model for at, (_, report) in named.items() if (model := report.model) is not None}
    found = imported(models, lambda at: rulesets(named[at][0]), lambda at: Path(at).exists())
    for at, findings in found.items():
        named[at][1].add(tuple(each for each in findings if not only or each.rule in only))


def _rules(said: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Split --rule into the only rules asked for, and the levels that are stated."""
    from pipeline.operations import configuration

    split = [text.partition("=") for text in said]
    try:
        only = [rule for name, equals, _ in split if not equals for rule in configuration.named(name)]
    except configuration.ConfigurationWrong as error:
        raise UsageWrong(str(error), hint="`ameide rules` lists them.") from error
    return only, [(name, level) for name, equals, level in split if equals]


def _summary(reports: Sequence[Report], counts: Counter[str], unreadable: int) -> "Text":
    noun = "model" if reports and all(isinstance(each, StoredReport) for each in reports) else "file"
    broken = [f"{count(unreadable, 'file')} unreadable"] if unreadable else []
    found = [told(counts)] if counts or not broken else []
    return styled(f"{count(len(reports), noun)}: {', '.join([*broken, *found])}.")
