"""Import and build the examples before anyone asks; a second run finds everything there."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli import arguments, problems, reading
from cli.output import Output
from cli.text import count

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from ameide_client import AsyncClient

TARGET: Final = "temporal-python"
FIRST_QUERY: Final = '{ impact(of: "order-to-cash#Task_Ship") { complete totalCount countsByLabel { label count } } }'


def loader(output: Output) -> "Callable[[Starlette, str], Awaitable[None]]":
    """Return what loads the examples through the service, before it serves."""
    from app import EXAMPLES

    # in a folder, only endings that belong to one notation are found
    paths = arguments.files([str(EXAMPLES), *map(str, sorted(EXAMPLES.glob("*.xml")))])

    async def load(service: "Starlette", url: str) -> None:
        from ameide_client import AsyncClient

        async with AsyncClient.inside(service, url) as client:
            with output.progress() as progress:
                made = [await _one(client, path, output) for path in progress.track(paths, description="Examples")]
        output.say(f"{count(sum(made), 'example')} of {len(paths)} imported and built.")

    return load


async def _one(client: "AsyncClient", path: Path, output: Output) -> bool:
    from ameide_client.contents import encoded
    from ameide_client.generated import GenerateInput, ImportModelInput

    document = encoded(reading.content(path))
    given = ImportModelInput(content_base_64=document, name=reading.name(path), source_name=path.name)
    imported = await client.import_model(given)
    if imported.version is None:
        return _tell(output, path, imported.problems)
    made = await client.generate(GenerateInput(version=imported.version.id, target=TARGET))
    if {each.code for each in made.problems} == {"WRONG_FORMAT"}:
        return True  # no code is generated from an architecture
    return made.build is not None or _tell(output, path, made.problems)


def _tell(output: Output, path: Path, found: Sequence[problems.Problem]) -> bool:
    for text in problems.texts(found, path.name):
        output.stderr.print(text, soft_wrap=True)
    return False
