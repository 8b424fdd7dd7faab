"""Scan the surface of FEEL, the expression language of Camunda 8: texts, comments, brackets, operators, calls.

This is no parser: names of FEEL contain blanks, and the names in scope decide where a name ends. So every reported
fault is a fault, but other faults may remain.
"""

import re
from collections.abc import Iterator
from typing import Final

# each begins only once: what does not end goes on to the end of the text
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*(?P<end>"?)|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_STRUCTURE: Final = re.compile(r"[()\[\]{},]")
_LONGEST: Final = 10_000
"""Characters in which the arguments of a call have to end."""
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_FOREIGN: Final = {"==": "=", "&&": "and", "||": "or"}
_DANGLING: Final = re.compile(r"(?:[-+*/<>=,:.]|\b(?:and|or|then|else|return|satisfies|in))$")


def is_feel(text: str) -> bool:
    """Return true if a text is an expression and not a constant."""
    return text.lstrip().startswith("=")


def wrong(text: str) -> str | None:
    """Return the fault of an expression, as the end of a sentence; None where nothing can be seen."""
    code = bare(text.lstrip().removeprefix("="))
    if not code.strip():
        return "is empty"
    if '"' in code:
        return "has a text that does not end"
    for sign, own in _FOREIGN.items():
        if sign in code:
            return f"has {sign}, which FEEL writes {own}"
    if found := _unbalanced(code):
        return found
    return "ends in the middle" if _DANGLING.search(code.rstrip()) else None


def bare(text: str) -> str:
    """Blank out quoted texts and comments; the length stays."""
    return _TOKEN.sub(_blank, text)


def calls(text: str, name: str) -> Iterator[int]:
    """Yield the places of the opening brackets where a function is called."""
    words = r"\s+".join(map(re.escape, name.split()))
    for found in re.finditer(rf"(?<![\w.]){words}\s*\(", bare(text)):
        yield found.end() - 1


def arguments(text: str, opening: int, code: str = "") -> tuple[str, ...]:
    """Return the arguments between a bracket and the one that closes it. `code` is the bare text, if known."""
    code, depth, at = code or bare(text), 0, opening + 1
    found: list[str] = []
    for sign in _STRUCTURE.finditer(code, opening, opening + _LONGEST):
        depth += (sign[0] in "([{") - (sign[0] in ")]}")
        if depth == 0 or (depth == 1 and sign[0] == ","):
            found.append(text[at : sign.start()].strip())
            at = sign.end()
        if depth == 0:
            break
    return tuple(each for each in found if each)


def _blank(found: re.Match[str]) -> str:
    length = len(found[0])
    if not found[0].startswith('"'):
        return " " * length
    # a text stays a value, an operand between its neighbours; a mark that nothing closes stays one
    return ("_" if found["end"] else '"') + " " * (length - 1)


def _unbalanced(code: str) -> str | None:
    if ".." in code:  # the ends of a range are written with brackets of any kind: ]1..5], [1..5)
        return None
    waiting: list[str] = []
    for sign in code:
        if sign in _CLOSING:
            waiting.append(_CLOSING[sign])
        elif sign in ")]}" and not _closes(waiting, sign):
            return f"has a {sign} that closes nothing"
    return f"lacks a {waiting[-1]}" if waiting else None


def _closes(waiting: list[str], sign: str) -> bool:
    if waiting and waiting[-1] == sign:
        waiting.pop()
        return True
    return False
