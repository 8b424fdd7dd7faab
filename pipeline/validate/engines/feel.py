"""The surface of FEEL, the expression language of Camunda 8: texts, comments, brackets, operators, calls.

There is no grammar here: names of FEEL hold blanks, and what a name is depends on what is in scope. So what is found
wrong is wrong in any case, and what is not found may still be.
"""

import re
from collections.abc import Iterator
from typing import Final

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_FOREIGN: Final = {"==": "=", "&&": "and", "||": "or"}
_DANGLING: Final = re.compile(r"(?:[-+*/<>=,:.]|\b(?:and|or|then|else|return|satisfies|in))\s*$")


def is_feel(text: str) -> bool:
    """Whether a text is an expression and not a constant."""
    return text.lstrip().startswith("=")


def wrong(text: str) -> str | None:
    """What is wrong with an expression, as the end of a sentence; None where nothing can be seen."""
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
    return "ends in the middle" if _DANGLING.search(code) else None


def bare(text: str) -> str:
    """The text with what stands in quotation marks and comments blanked, as long as before."""
    return _TOKEN.sub(_blank, text)


def calls(text: str, name: str) -> Iterator[int]:
    """Where a function is called: the places of the opening brackets."""
    words = r"\s+".join(map(re.escape, name.split()))
    for found in re.finditer(rf"(?<![\w.]){words}\s*\(", bare(text)):
        yield found.end() - 1


def arguments(text: str, opening: int) -> tuple[str, ...]:
    """The arguments between a bracket and the one that closes it."""
    code, depth, at = bare(text), 0, opening + 1
    found: list[str] = []
    for place in range(opening, len(code)):
        depth += (code[place] in "([{") - (code[place] in ")]}")
        if depth == 0 or (depth == 1 and code[place] == ","):
            found.append(text[at:place].strip())
            at = place + 1
        if depth == 0:
            break
    return tuple(each for each in found if each)


def _blank(found: re.Match[str]) -> str:
    # a text stays a value: an operand between its neighbours
    return "_" + " " * (len(found[0]) - 1) if found[0].startswith('"') else " " * len(found[0])


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
    """Whether a sign closes what is open."""
    if waiting and waiting[-1] == sign:
        waiting.pop()
        return True
    return False
