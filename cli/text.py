"""Foreign text on a terminal: shown, never obeyed."""

_IRREGULAR = {"info": "info", "vertex": "vertices"}


def safe(text: object) -> str:
    """Return the text on one line; control, bidi and other invisible characters as escapes such as `\x1b`."""
    shown = str(text)
    if shown.isprintable():
        return shown
    return "".join(char if char.isprintable() else _escape(char) for char in shown)


def short(text: object, longest: int = 120) -> str:
    """Return the safe text, cut where it gets too long for a line."""
    shown = safe(text)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def count(number: int, noun: str) -> str:
    """Format a number with its noun: `1 finding`, `2 findings`, `1,200 findings`."""
    return f"{number:,} {noun if number == 1 else _plural(noun)}"


def _plural(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
