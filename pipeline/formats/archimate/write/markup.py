"""Print XML line by line, and make identifiers that it accepts."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

_NAME: Final = re.compile(r"[^\W\d][\w.\-]*")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_VALUE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


class Lines:
    """A document that is printed."""

    def __init__(self) -> None:
        self._lines = ['<?xml version="1.0" encoding="UTF-8"?>']
        self._depth = 0

    def open(self, tag: str, attributes: Mapping[str, str | None] | None = None) -> None:
        """Begin an element."""
        self._put(f"<{tag}{_written(attributes)}>")
        self._depth += 1

    def close(self, tag: str) -> None:
        self._depth -= 1
        self._put(f"</{tag}>")

    def empty(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Print an element without content."""
        self._put(f"<{tag}{_written(attributes)}/>")

    def text(self, tag: str, text: str, attributes: Mapping[str, str | None] | None = None) -> None:
        """Print an element that holds text alone."""
        self._put(f"<{tag}{_written(attributes)}>{_clean(text).translate(_IN_TEXT)}</{tag}>")

    def comment(self, lines: Iterable[str]) -> None:
        """Print a comment; two hyphens may not stand in one."""
        said = [_clean(line).replace("--", "- -").rstrip("-") for line in lines]
        self._put("<!--\n" + "\n".join(f"  {line}" for line in said) + "\n-->")

    def verbatim(self, xml: str) -> None:
        self._put(xml)

    def add(self, other: "Lines") -> None:
        """Print what was printed apart, but for its first line."""
        self._lines += ["  " * self._depth + line for line in other._lines[1:]]

    def content(self) -> bytes:
        """Return the document."""
        return ("\n".join(self._lines) + "\n").encode()

    def _put(self, line: str) -> None:
        self._lines.append("  " * self._depth + line)


class Names:
    """Identifiers that XML accepts: those that a model states, where they are such names, and others made of them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """Return an identifier that nothing else has."""
        plain = wanted if _NAME.fullmatch(wanted) else "id-" + re.sub(r"[^\w.\-]", "-", wanted)
        name, number = plain, 1
        while name in self._taken:
            number += 1
            name = f"{plain}-{number}"
        self._taken.add(name)
        return name


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)


def _written(attributes: Mapping[str, str | None] | None) -> str:
    stated = ((name, value) for name, value in (attributes or {}).items() if value is not None)
    return "".join(f' {name}="{_clean(value).translate(_IN_VALUE)}"' for name, value in stated)
