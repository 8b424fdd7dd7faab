"""Split XML into a stream of tags and texts, and join it again with one element on each line."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(r'<!--.*?-->|<\?.*?\?>|</[^>]*>|<[^!?/"<>][^"<>]*(?:"[^"]*"[^"<>]*)*>|[^<]+', re.S)
_ATTRIBUTE = re.compile(r'\s([^\s=]+)="([^"]*)"')
_PROSE = re.compile(r"<(?:[^\s:>]*:)?documentation[\s>]")
_IN_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


class Token(NamedTuple):
    """A tag, a text, or a comment or instruction."""

    kind: Literal["start", "end", "empty", "text", "other"]
    text: str


def tokens(fragment: str) -> Iterator[Token]:
    """Yield the tokens of a fragment in the spelling of `Element.folded`."""
    for found in _TOKEN.finditer(fragment):
        text = found[0]
        if not text.startswith("<"):
            yield Token("text", text)
        elif text.startswith(("<!", "<?")):
            yield Token("other", text)
        elif text.startswith("</"):
            yield Token("end", text)
        else:
            yield Token("empty" if text.endswith("/>") else "start", text)


def taken_apart(tag: str) -> tuple[str, list[tuple[str, str]]]:
    """Return name and attributes of a start tag; the values as they are written."""
    name = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0]
    return name, _ATTRIBUTE.findall(tag)


def tag(name: str, attributes: Iterable[tuple[str, str]]) -> str:
    """Return a start tag without its end; the values are escaped already."""
    return "".join((f"<{name}", *(f' {key}="{value}"' for key, value in attributes)))


def escaped(value: str) -> str:
    """Escape an attribute value for XML."""
    return value.translate(_IN_VALUE)


def indented(stream: Iterable[Token]) -> Iterator[str]:
    """Yield the stream as text: one tag to a line, but nothing is moved where text stands beside elements."""
    all_ = list(stream)
    mixed = _mixed(all_)
    depth = 0
    kept: list[bool] = [False]
    after = ""
    for place, token in enumerate(all_):
        if token.kind == "end":
            depth -= 1
            inside = kept.pop()
        else:
            inside = kept[-1]
        if not (inside or token.kind == "text" or after in ("", "text") or (token.kind == "end" and after == "start")):
            yield "\n" + "  " * depth
        yield token.text
        if token.kind == "start":
            depth += 1
            kept.append(inside or place in mixed)
        after = token.kind


def _mixed(all_: list[Token]) -> set[int]:
    """Return the places of the start tags that have text directly inside, or markup for people."""
    found: set[int] = set()
    around: list[int] = []
    for place, token in enumerate(all_):
        if token.kind == "start":
            around.append(place)
            if _PROSE.match(token.text):
                found.add(place)
        elif token.kind == "end":
            around.pop()
        elif token.kind == "text" and around:
            found.add(around[-1])
    return found
