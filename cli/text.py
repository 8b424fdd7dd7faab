"""Foreign text on a terminal: shown, never obeyed."""


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
    if number != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun}"


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
