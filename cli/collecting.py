"""Say what imported files are part of, and retire models whose file is gone from there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli import repository
from cli.fetching import Fetched
from cli.repository import Origin

if TYPE_CHECKING:
    from ameide_client import AsyncClient

_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder, archive or repository, as versions name it."""

    address: str
    folder: Path
    """The folder that was searched."""
    prefix: str
    """Path of the folder in its repository, with `/` at the end; empty for the whole."""
    paths: frozenset[str] | None = None
    """All files of an archive or repository; of a folder, None."""

    def lacks(self, path: str) -> bool:
        """Return true for the path of a file that was below the folder and is not there any more."""
        if path == "." or not path.startswith(self.prefix):
            return False
        below = path.removeprefix(self.prefix)
        if self.paths is not None:
            return not any(each == below or each.startswith(f"{below}/") for each in self.paths)
        return not (self.folder / below).exists()


def collections(said: Iterable[str], fetched: Mapping[str, Fetched], origin: str | None) -> tuple[Collection, ...]:
    """Return what those arguments are that are no single files."""
    found = []
    for argument in said:
        path = Path(argument)
        if argument in fetched:
            each = fetched[argument]
            found.append(Collection(origin or each.address, each.folder, "", each.paths))
        elif path.is_dir():
            root = repository.root_of(path)
            below = path.absolute().relative_to(root).as_posix() if root else "."
            address = path.resolve().as_uri() if root is None else repository.address(root)
            found.append(Collection(origin or address, path, "" if below == "." else f"{below}/"))
    return tuple(found)


def origins(
    paths: Sequence[Path], below: Mapping[Path, Path | None], fetched: Mapping[str, Fetched], origin: str | None
) -> Mapping[Path, Origin]:
    """Return the origin of each file that is part of something."""
    folders = {each.folder: each for each in fetched.values()}
    found = dict(repository.origins(path for path in paths if below[path] not in folders))
    for path in paths:
        folder = below[path]
        if folder in folders:
            found[path] = folders[folder].origin(path)
        elif folder is not None and path not in found:
            found[path] = Origin(path.relative_to(folder).as_posix(), None, None, folder.resolve().as_uri())
    return {path: replace(each, collection=origin) if origin else each for path, each in found.items()}


def shown(paths: Iterable[Path], fetched: Mapping[str, Fetched]) -> Mapping[Path, str]:
    """Return the names of files that were fetched: the argument, and the path in it."""
    found = {}
    for path in paths:
        for each in fetched.values():
            if path.is_relative_to(each.folder):
                found[path] = f"{repository.without_user(each.named)}/{path.relative_to(each.folder).as_posix()}"
    return found


async def retired(client: "AsyncClient", collections: Sequence[Collection]) -> Sequence[str]:
    """Retire the models whose file is gone, and return their ids; their history stays."""
    from ameide_client.generated import RetireModelInput

    gone: dict[str, str] = {}
    after: str | None = None
    more = bool(collections)
    while more:
        page = await client.origins(first=_AT_ONCE, after=after)
        for node in page.nodes:
            now = node.current
            if now is not None and now.source_origin is not None and now.source_name is not None:
                for each in collections:
                    if each.address == now.source_origin and each.lacks(now.source_name):
                        gone[node.id] = each.address
        more, after = page.page_info.has_next_page, page.page_info.end_cursor
    done = []
    for model, address in gone.items():
        reason = f"Its file is gone from {address}."
        answer = await client.retire_model(RetireModelInput(model=model, reason=reason))
        done += [] if answer.problems else [model]
    return done
