"""Finds the parsers that installed packages offer as entry points `ameide.parsers`."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import EntryPoint, entry_points

from pipeline.ir.document import Document, Problem
from pipeline.ir.workflow import Parsed

Parser = Callable[[Document], Parsed]

_log = logging.getLogger(__name__)


class ParserInvalid(Exception):
    """A parser cannot be used; the installation has to be mended before any document is read."""


def load(offered: Iterable[EntryPoint] | None = None) -> dict[str, Parser]:
    """Parsers by format. Raises ParserInvalid, at start rather than in the middle of somebody's import."""
    found: dict[str, Parser] = {}
    for entry in entry_points(group="ameide.parsers") if offered is None else offered:
        if entry.name in found:
            raise ParserInvalid(f"{entry.name}: two parsers are for this format")
        found[entry.name] = partial(_guarded, entry.name, _loaded(entry))
    return found


def _loaded(entry: EntryPoint) -> Parser:
    try:
        parser = entry.load()
    except Exception as error:
        raise ParserInvalid(f"{entry.name}: {entry.value} cannot be loaded ({error})") from error
    if not callable(parser):
        raise ParserInvalid(f"{entry.name}: {entry.value} cannot be called with a document")
    return parser  # type: ignore[no-any-return]  # what it returns shows when it is called


def _guarded(name: str, parser: Parser, document: Document) -> Parsed:
    """A parser of somebody else may crash; the document is then as unread as with any other problem."""
    try:
        return parser(document)
    except Exception as error:
        _log.exception("parser %s crashed", name)
        message = f"The parser {name} could not read this ({type(error).__name__}). Tell whoever maintains it."
        return Parsed(problems=(Problem(code="PARSER_CRASHED", message=message),))
