"""`ameide prune`: remove old builds, and tell which history ends."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import connection, problems
from cli.commands.erase import history_ends, told
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.prune_builds import PruneBuildsPruneBuilds as Pruned

Keep = Annotated[
    int | None, typer.Option(help="Keep the newest N builds of each model and target.", min=1, metavar="N")
]
Days = Annotated[
    int | None, typer.Option("--older-than", help="Remove builds that were stored more than DAYS ago.", min=0)
]


def prune(
    keep: Keep = None,
    older_than: Days = None,
    reason: Annotated[str, typer.Option(help="Reason; stored on the tombstone.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be removed.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Remove old builds, but never the latest of a model and target; irreversible. Needs the role admin."""
    with Output(as_json) as output:
        if (keep is None) == (older_than is None):
            raise UsageWrong("Say --keep or --older-than, one of them.", hint="ameide prune --keep 3 --dry-run")
        asked = partial(_prune, keep=keep, older_than_days=older_than, reason=reason, dry_run=dry_run)
        done = connection.ask(url, token, asked)
        for text in problems.texts(done.problems, "prune"):
            output.stderr.print(text, soft_wrap=True)
        if not done.problems:
            _show(output, done, dry_run=dry_run)
        output.result(
            {
                "builds": [
                    {"id": each.id, "model": each.model, "target": each.target, "recordedAt": each.recorded_at}
                    for each in done.builds
                ],
                "total": done.build_count,
                "kept": done.kept_count,
                "counts": done.counts,
                "tombstone": done.tombstone and done.tombstone.id,
                "historyBegins": done.tombstone and done.tombstone.recorded_at,
                "problems": problems.as_json(done.problems),
            }
        )
        output.exit(problems.status(done.problems))


async def _prune(client: "AsyncClient", **asked: Any) -> "Pruned":
    from ameide_client.generated import PruneBuildsInput

    return await client.prune_builds(PruneBuildsInput(**asked))


def _show(output: Output, done: "Pruned", *, dry_run: bool) -> None:
    if done.builds:
        rows = [(each.id, each.model, each.target, each.recorded_at) for each in done.builds]
        output.table(("build", "model", "target", "stored"), rows)
    if done.build_count > len(done.builds):
        output.say(f"… and {done.build_count - len(done.builds):,} more.")
    verb = "would go" if dry_run else "dropped"
    output.show(styled(f"{count(done.build_count, 'build')} {verb}, {done.kept_count:,} kept: {told(done.counts)}."))
    if done.tombstone:
        output.say(history_ends(done.tombstone.recorded_at))
    elif dry_run and done.build_count:
        output.say("Answers as of a time before it is done would be incomplete from then on.")
