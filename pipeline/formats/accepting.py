"""Accept the row of an installed package into FORMATS if it is usable; its later errors break nothing else."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from importlib.metadata import EntryPoint
from typing import Any, Final

from pipeline.ir.document import Document, Problem
from pipeline.ir.format import Format
from pipeline.ir.model import Parsed
from pipeline.ir.plugins import PluginInvalid

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ENDING: Final = re.compile(r"\.[a-z0-9][a-z0-9.]*")
_log = logging.getLogger(__name__)


def accepted(entry: EntryPoint, row: object) -> Format[Any]:
    """Return the row that an entry point names. Raises PluginInvalid."""
    if not isinstance(row, Format):
        raise PluginInvalid(f"{entry.value} is a {type(row).__name__}, not a Format")
    if row.name != entry.name or not _NAME.fullmatch(row.name):
        raise PluginInvalid(f"the row is called {row.name!r}; its entry point and it have one lower-case name")
    if wrong := [ending for ending in (*row.endings, *row.shared_endings) if not _ENDING.fullmatch(ending)]:
        raise PluginInvalid(f"{wrong[0]!r} is no file ending; one is like .bpmn, in lower case")
    return replace(row, parse=_guarded(row.name, row.parse), recognises=_cautious(row.name, row.recognises))


def _guarded(name: str, parse: Callable[[Document], Parsed]) -> Callable[[Document], Parsed]:
    """Answer a problem where somebody else's parser crashes; the document is then unread."""

    @wraps(parse)
    def guarded(document: Document) -> Parsed:
        try:
            return parse(document)
        except Exception as error:
            _log.exception("parser %s crashed", name)
            message = f"The parser {name} could not read this ({type(error).__name__}). Tell whoever maintains it."
            return Parsed(problems=(Problem(code="PARSER_CRASHED", message=message),))

    return guarded


def _cautious(name: str, recognises: Callable[[bytes], bool | None]) -> Callable[[bytes], bool | None]:
    """Recognise nothing where somebody else's function crashes."""

    @wraps(recognises)
    def cautious(content: bytes) -> bool | None:
        try:
            return recognises(content)
        except Exception:
            _log.exception("format %s crashed", name)
            return False

    return cautious
