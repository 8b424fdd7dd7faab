"""Judge values by the simple types of XML Schema that BPMN uses."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from pipeline.formats.bpmn.parse.references import is_expression
from pipeline.formats.bpmn.parse.schema.content import Value

_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME: Final = rf"[{_START}][{_START}.0-9\u00b7\u0300-\u036f\u203f-\u2040-]*"
_NCNAME: Final = re.compile(_NAME)
_QNAME: Final = re.compile(rf"(?:(?P<prefix>{_NAME}):)?{_NAME}")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DOUBLE: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+-]?[0-9]+)?|-?INF|NaN")
_BLANK: Final = " \t\r\n"
_BOOLEAN: Final = frozenset({"true", "false", "1", "0"})

_EXPRESSION: Final = ("an expression, which only some engines take here", "Write an id for all others")
_KNOWN: Final[Mapping[str, tuple[Callable[[str], object], str, str]]] = {
    "boolean": (_BOOLEAN.__contains__, "no boolean", "Write true or false"),
    "integer": (_INTEGER.fullmatch, "no whole number", "Write a number such as 1"),
    "int": (_INTEGER.fullmatch, "no whole number", "Write a number such as 1"),
    "double": (_DOUBLE.fullmatch, "no number", "Write a number such as 100 or 12.5"),
    "ID": (_NCNAME.fullmatch, "no id", "Begin with a letter or _, and go on with letters, digits, -, _ and ."),
    "IDREF": (_NCNAME.fullmatch, "no id", "Write the id that the other element states"),
    "QName": (_QNAME.fullmatch, "no name of an element", "Write the id that the other element states"),
}


def is_name(text: str) -> bool:
    """Return true for what XML calls an NCName, as ids have to be."""
    return _NCNAME.fullmatch(text) is not None


def wrong(value: Value, text: str, bound: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the fault of a text and what to write instead; None if it is a valid value.

    `bound` tells whether a prefix is declared at the place of the text.
    """
    if value.free:
        return None
    if value.kind == "enumeration":
        known = ", ".join(value.words)
        return None if text in value.words else (f"none of {known}", "Write one of these")
    fits, what, advice = _KNOWN[value.kind]
    plain = text.strip(_BLANK)
    if not plain:
        return "empty", f"Leave it out, or {advice[:1].lower()}{advice[1:]}"
    if not fits(plain):
        return _EXPRESSION if is_expression(plain) and value.kind == "QName" else (what, advice)
    if value.kind == "QName" and (prefix := plain.rpartition(":")[0]) and not bound(prefix):
        return f"a name with the prefix {prefix!r}, which is not declared", f"Declare xmlns:{prefix}, or leave it out"
    return None
