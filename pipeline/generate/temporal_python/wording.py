"""Docstrings, and text that takes more than one line."""

from pipeline.generate.encode import line, paragraphs, python_string
from pipeline.ir.temporal import Origin

_WIDTH = 110


def docstring(origin: Origin, indent: int, more: str = "") -> str:
    """The docstring of what was made from an element: its name, where it stands, what is written about it.

    All lines but the first are indented.
    """
    place = f"{line(origin.kind)} {line(origin.stated_id)}, line {origin.line}"
    named = origin.label != origin.stated_id
    notes = [*([more] if more else []), *paragraphs(origin.documentation)]
    short = f"{line(origin.label)} ({place})." if named else f"{place}."
    if not notes and len(short) + indent < _WIDTH:
        return f'"""{_opening(short)}"""'
    heading = [short] if len(short) + indent < _WIDTH or not named else [line(origin.label), f"({place})."]
    body = [*heading, *[text for note in notes for text in ("", note)]]
    body = [_opening(body[0]), *body[1:], '"""']
    pad = " " * indent
    return '"""' + "\n".join([body[0], *[pad + text if text else "" for text in body[1:]]])


def text_block(text: str) -> str:
    """A string literal over as many lines as the text has."""
    lines = text.splitlines(keepends=True)
    if len(lines) < 2:
        return python_string(text)
    return "(\n" + "\n".join(f"    {python_string(part)}" for part in lines) + "\n)"


def _opening(text: str) -> str:
    """The first line begins with a capital where it can, as docstrings do."""
    return text[:1].upper() + text[1:]
