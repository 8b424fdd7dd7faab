"""Recognise BPMN by the beginning of a document."""

import re
from typing import Final

_BEGINS: Final = re.compile(rb"<([\w.-]{1,100}:)?definitions\s[^>]*http://www\.omg\.org/spec/BPMN/20100524/MODEL")
_BEGINNING: Final = 100_000


def recognises(content: bytes) -> bool | None:
    """Return true for definitions in BPMN's namespace; anything else only the parser can tell, in any encoding."""
    return True if _BEGINS.search(content, 0, _BEGINNING) else None
