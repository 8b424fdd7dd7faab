"""Name elements in messages: names come from documents and may hold anything."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from pipeline.ir.model import Element

_LONGEST = 60
_MOST = 3
_QUOTES = str.maketrans("“”„‟", '""""')


def quoted(text: str) -> str:
    """Quote a text on one line, short, and without what could disguise it."""
    line = visible(text.translate(_QUOTES))
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + '…'}”"


def visible(text: str) -> str:
    """Return a text on one line without what could disguise it: control and bidi characters."""
    if not text.isprintable():  # nearly all texts are
        text = "".join(char if _visible(char) else " " for char in text)
    return " ".join(text.split())


def named(element: Element) -> str:
    """Return kind and label of an element: `user task “Ship order”`."""
    return f"{spoken(element.kind)} {quoted(element.label)}"


def listed(names: Iterable[str], word: str = "and") -> str:
    """Join names as a sentence does, and say how many more there are where they are many."""
    every = list(names)
    shown = every[:_MOST] if len(every) > _MOST + 1 else every
    if len(shown) < len(every):
        return f"{', '.join(shown)} {word} {len(every) - len(shown):,} more"
    return f" {word} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


@lru_cache(maxsize=1_000)
def spoken(kind: str) -> str:
    """Spell a kind in words: `userTask` is a user task."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def sentence(text: str) -> str:
    """Return the text with its first letter upper case and the others as they are."""
    return text[:1].upper() + text[1:]


def _visible(char: str) -> bool:
    # everything in C* and the line and paragraph separators: control, bidi marks, surrogates, private use
    return unicodedata.category(char)[0] != "C" and unicodedata.category(char) not in {"Zl", "Zp"}
