"""Docstrings, and text that takes more than one line."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pipeline.targets.common.encode import line, paragraphs, python_string, python_value
from pipeline.targets.execution.plan import Action, Origin

_WIDTH: Final = 110
_SHORT: Final = 60
_LONGEST: Final = 120
_ANSWERED: Final = {
    "choose": "str", "choose_many": "list[str]", "pick": "list[str]", "delay": "str", "items": "list[Any]",
    "holds": "bool", "again": "bool",
}  # fmt: skip
_ASKED: Final = {
    "again": "Answer whether to repeat it.",
    "broadcast": "Tell everybody else.",
    "choose": "Answer the flow to take.",
    "choose_many": "Answer the flows to take.",
    "delay": "Answer how long to wait: an ISO 8601 duration, or until when.",
    "holds": "Answer whether this way is taken.",
    "pick": "Answer the ids of the activities to run, each as often as it is named.",
    "items": "Answer what to repeat it for.",
    "send": "Send the message.",
}
_NOTHING: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})


def docstring(origin: Origin, indent: int, more: str = "", left: Mapping[str, Sequence[str]] = _NOTHING) -> str:
    """Return the docstring of code that was made from an element: its name, place and documentation, and the statements
    about it that the code does not carry out, by its id.

    All lines but the first are indented.
    """
    place = f"{_spaced(line(origin.kind))} {line(origin.stated_id)}, line {origin.line}"
    named = origin.label != origin.stated_id
    notes = [*([more] if more else []), *paragraphs(origin.documentation)]
    unsaid = [
        part
        for each in left.get(origin.element, ())
        for part in textwrap.wrap(f"- {line(each)}", _WIDTH - indent, subsequent_indent="  ", break_on_hyphens=False)
    ]
    short = f"{line(origin.label)} ({place})." if named else f"{place[:1].upper()}{place[1:]}."
    if not (notes or unsaid) and len(short) + indent < _WIDTH:
        return f'"""{short}"""'
    heading = [short] if len(short) + indent < _WIDTH or not named else [line(origin.label), f"({place})."]
    body = [*heading, *[text for note in notes for text in ("", note)]]
    body += ["", "Not carried over:", *unsaid] if unsaid else []
    body.append('"""')
    pad = " " * indent
    return '"""' + "\n".join([body[0], *[pad + text if text else "" for text in body[1:]]])


def answered(action: Action) -> str:
    """Return the type of what a method answers."""
    return _ANSWERED.get(action.role) or ("Any" if action.result else "Variables")


def asked(action: Action) -> str:
    """Return what a method is to do, beyond what its element is called."""
    return _ASKED.get(action.role) or (
        f"Answer what becomes the variable {line(action.result)}." if action.result else ""
    )


def unwritten(origin: Origin) -> str:
    """Return the statement that fails, and names the element whose method nobody has written, in a method."""
    place = f"{_spaced(origin.kind)} {origin.stated_id}, line {origin.line}"
    text = python_string(f"not written yet: {' '.join(place.split())}")
    short = f"raise NotImplementedError({text})"
    return short if len(short) + 8 <= _LONGEST else f"raise NotImplementedError(\n            {text}\n        )"


def entry(name: str, listed: Sequence[str]) -> str:
    """Return a name and its list inside a dictionary: in one line, or one line each."""
    short = f"{python_string(name)}: [{', '.join(map(python_string, listed))}],"
    if len(short) < _WIDTH:
        return short
    return f"{python_string(name)}: [\n" + "".join(f"    {python_string(one)},\n" for one in listed) + "],"


def literal(value: object, indent: int, before: str = "") -> str:
    """Return a literal with a comma after it: in one line where it fits, else an entry in each."""
    short = f"{before}{python_value(value)},"
    if indent + len(short) <= _LONGEST or not isinstance(value, list | dict) or not value:
        return short
    pad = " " * (indent + 4)
    if isinstance(value, dict):
        inner = [literal(one, indent + 4, f"{python_string(name)}: ") for name, one in value.items()]
        return f"{before}{{\n" + "".join(f"{pad}{text}\n" for text in inner) + " " * indent + "},"
    return f"{before}[\n" + "".join(f"{pad}{literal(one, indent + 4)}\n" for one in value) + " " * indent + "],"


def text_block(text: str) -> str:
    """Return a string literal over as many lines as the text has, or in one where that is short."""
    lines = text.splitlines(keepends=True)
    whole = python_string(text)
    if len(lines) < 2 or len(whole) < _SHORT:
        return whole
    return "(\n" + "\n".join(f"    {python_string(part)}" for part in lines) + "\n)"


def _spaced(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()
