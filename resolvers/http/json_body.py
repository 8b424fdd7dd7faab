"""Read a JSON body that may hold a document of many megabytes, without blocking the event loop.

orjson holds the interpreter until it has read everything. So values are counted while the body arrives, and a body with
too many is refused; a long text is left out at first and read in pieces.
"""

import re
from typing import Any, Final

import orjson

MOST_VALUES: Final = 5000
LONG: Final = 1024 * 1024
_LONGEST_ESCAPE: Final = len(r"\ud83d\ude00")
# the end of a piece may lie inside a text; possessive, so that no byte is looked at twice
_TEXT: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+("|\\?\Z)', re.DOTALL)
_CUT: Final = re.compile(rb"[ -!#-\[\]-~]{%d}" % _LONGEST_ESCAPE)
_PLACE: Final = "\x00\x00%d"


class TooManyValues(ValueError):
    """The JSON holds too many values."""


class JsonBody:
    """A JSON text that comes in pieces. It is looked at once: what lies inside a text is skipped."""

    def __init__(self) -> None:
        self.body = bytearray()
        self._values = 0
        self._open = b""
        """The beginning of the next piece inside a text: a quote, and a backslash if its escape goes on."""
        self._began = 0
        self._long: list[tuple[int, int]] = []

    def add(self, piece: bytes) -> None:
        """Take the next piece. Raises TooManyValues."""
        offset = len(self.body) - len(self._open)
        self.body += piece
        piece = self._open + piece
        continued, self._open, outside = bool(self._open), b"", 0
        for text in _TEXT.finditer(piece):
            self._count(piece[outside : text.start()])
            outside = text.end()
            if not continued:
                self._began = offset + text.start()
            continued = False
            if (end := text[1]) != b'"':
                self._open = b'"' + end
            elif offset + text.end() - self._began > LONG:
                self._long.append((self._began, offset + text.end()))
        self._count(piece[outside:])

    def _count(self, outside: bytes) -> None:
        self._values += outside.count(b",") + outside.count(b"[") + outside.count(b"{")
        if self._values > MOST_VALUES:
            raise TooManyValues

    def read(self) -> Any:
        """Return the value. Raises orjson.JSONDecodeError."""
        rest, at, texts = bytearray(), 0, {}
        for number, (start, end) in enumerate(self._long):
            place = _PLACE % number
            rest += self.body[at:start] + orjson.dumps(place)
            texts[place] = (start, end)
            at = end
        value = orjson.loads(rest + self.body[at:])
        return _filled(value, {place: self._text(*span) for place, span in texts.items()}) if texts else value

    def _text(self, start: int, end: int) -> str:
        parts, at, last = [], start + 1, end - 1
        while at < last:
            cut = last
            # nothing that begins with a backslash reaches over the end of a stretch without one
            if last - at > LONG and (safe := _CUT.search(self.body, at + LONG, last)):
                cut = safe.end()
            parts.append(orjson.loads(b'"' + self.body[at:cut] + b'"'))
            at = cut
        return "".join(parts)


def _filled(value: Any, texts: dict[str, str]) -> Any:
    if isinstance(value, str):
        return texts.get(value, value)
    if isinstance(value, list):
        return [_filled(each, texts) for each in value]
    if isinstance(value, dict):
        return {_filled(name, texts): _filled(each, texts) for name, each in value.items()}
    return value
