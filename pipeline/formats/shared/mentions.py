"""Find ids of other documents' elements in texts that people write: links, and values of properties."""

import re
from collections.abc import Collection, Iterator
from typing import Final

_LINK: Final = re.compile(r"[^\s<>\"'()\[\]#]{1,500}#([\w.:-]{1,200})")
_NAMED: Final = re.compile(r"\b([a-z]{3,12}):(?:\w{1,30}[:=])?([\w.-]{1,200})")
_LONGEST: Final = 20_000
_LAST: Final = ".,;:"


def linked(text: str, notations: Collection[str]) -> Iterator[str]:
    """Yield the ids in links, as `orders.bpmn#Process_Order`, and after a notation, as `bpmn:process:Process_Order`."""
    text = text[:_LONGEST]
    for found in _LINK.finditer(text):
        yield found[1].rstrip(_LAST)
    for found in _NAMED.finditer(text):
        if found[1] in notations and (target := found[2].rstrip(_LAST)):
            yield target


def stated(value: str) -> str:
    """Return the id that a property's value states: the value itself, or what follows `#` in a link."""
    return value.strip().rpartition("#")[2]
