"""Encode text of a document for a file: one encoder for each kind of place, and no other way in.

No encoder lets a control character through; regions.py uses these for its marks.
"""

import shlex
from typing import Final

_LONGEST_LINE: Final = 200
_LONGEST_NOTE: Final = 2_000
_ESCAPES: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MARKDOWN: Final = frozenset("\\`*_{}[]<>#|~&$:@")
_MARKDOWN_FIRST: Final = frozenset("-+=.0123456789")


def python_string(value: str) -> str:
    """Return a string literal, in the quotes that need fewer escapes, double ones if in doubt."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    if value.isprintable() and quote not in value and "\\" not in value:
        return f"{quote}{value}{quote}"
    escaped = "".join(_ESCAPES.get(char) or _visible(char) for char in value)
    return quote + escaped.replace(quote, f"\\{quote}") + quote


def python_value(value: object) -> str:
    """Return the literal of a JSON value."""
    if isinstance(value, str):
        return python_string(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(python_value, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{python_string(name)}: {python_value(one)}" for name, one in value.items()) + "}"
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise TypeError(type(value).__name__)


def plain(value: str) -> str:
    """Return one line of printable characters, for what is neither code nor markup: a name that a server gets."""
    return "".join(char for char in " ".join(value.split()) if char.isprintable())


def shell(value: str) -> str:
    """Return one word for a POSIX shell."""
    return shlex.quote(plain(value))


def line(value: str) -> str:
    """Return one line for a comment or a docstring: nothing in it ends either."""
    text = " ".join(value.split())
    if len(text) > _LONGEST_LINE:
        text = text[: _LONGEST_LINE - 1] + "…"
    return "".join("\\\\" if char == "\\" else "'" if char == '"' else _doubled(char) for char in text)


def paragraphs(value: str) -> tuple[str, ...]:
    """Return lines for a docstring."""
    text = value if len(value) <= _LONGEST_NOTE else value[: _LONGEST_NOTE - 1] + "…"
    return tuple(line(one) for one in text.splitlines() if one.strip())


def markdown(value: str) -> str:
    """Return one line of Markdown that shows the text as it is, and is neither markup nor HTML."""
    text = " ".join(value.split())
    if len(text) > _LONGEST_LINE:
        text = text[: _LONGEST_LINE - 1] + "…"
    first = text[:1]
    return (f"&#{ord(first)};" if first in _MARKDOWN_FIRST else _mark(first)) + "".join(map(_mark, text[1:]))


def _mark(char: str) -> str:
    if char in _MARKDOWN:
        return f"&#{ord(char)};" if char in "<>&|@$:" else f"\\{char}"
    return _visible(char).replace("\\", "\\\\")


def _doubled(char: str) -> str:
    # inside a docstring the escape is to be read, not to become the character
    return _visible(char).replace("\\", "\\\\")


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
