"""Accept a target of an installed package into the table, and isolate its crashes."""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib.metadata import EntryPoint
from typing import Any, Final

from pipeline.ir import plugins
from pipeline.ir.generated import Draft
from pipeline.ir.target import Options, Target, TargetCrashed, Uncarried, Unsupported

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_log = logging.getLogger(__name__)


def accepted(entry: EntryPoint, found: object) -> Target:
    """Return the row for what an entry point names. Raises PluginInvalid where it cannot be one."""
    if not isinstance(found, Target):
        raise plugins.PluginInvalid(f"{entry.value} is no pipeline.ir.target.Target")
    if found.name != entry.name or not _NAME.fullmatch(found.name):
        raise plugins.PluginInvalid(f"{entry.value}: {found.name!r} is not its name, lower-case words with hyphens")
    if isinstance(found.takes, str) or not found.takes or not (found.support or found.unsupported):
        raise plugins.PluginInvalid(f"{entry.value} does not list what it takes, or what it can run")
    row = replace(
        found,
        transform=_guarded(found.name, found.transform),
        generate=_guarded(found.name, _all_of(found.generate)),
        unsupported=_guarded(found.name, _all_lacking(found)),
        uncarried=None if found.uncarried is None else _guarded(found.name, _all_left(found.uncarried)),
        digest=_guarded(found.name, found.digest or (lambda: plugins.digests(entry))),
    )
    _check(entry, found, row)
    return row


def _check(entry: EntryPoint, found: Target, row: Target) -> None:
    """Ask it what does not depend on a model, so that it fails now or never."""
    digest = found.digest() if found.digest else row.digests()
    texts = [row.title, row.description, row.example, *row.takes, *_flat(row.support), *_flat(digest)]
    if not all(isinstance(text, str) for text in texts) or not digest:
        raise plugins.PluginInvalid(f"{entry.value} states something that is no text, or no digest of anything")
    row.chosen({})


def _flat(table: Mapping[str, str]) -> Iterable[object]:
    return (text for pair in table.items() for text in pair)


def _all_of(generate: Callable[[Any, Options], Iterable[Draft]]) -> Callable[[Any, Options], Iterable[Draft]]:
    def drafts(made: Any, options: Options) -> tuple[Draft, ...]:
        printed = tuple(generate(made, options))
        if not all(isinstance(draft, Draft) for draft in printed):
            raise TypeError("what a target prints is a Draft")
        return printed

    return drafts


def _all_lacking(target: Target) -> Callable[[Any], Iterable[Unsupported]]:
    return lambda model: tuple(Unsupported(*found) for found in target.lacking(model))


def _all_left(uncarried: Callable[[Any], Iterable[Uncarried]]) -> Callable[[Any], Iterable[Uncarried]]:
    return lambda model: tuple(Uncarried(*found) for found in uncarried(model))


def _guarded(name: str, ask: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*given: Any) -> Any:
        try:
            return ask(*given)
        except Exception as error:
            _log.exception("the target %s crashed", name)
            message = f"The target {name} crashed ({type(error).__name__}). Tell whoever maintains it."
            raise TargetCrashed(message) from error

    return guarded
