"""Shorten text of a document for messages, without anything that a terminal or a reader obeys."""

_LONGEST = 120


def shown(text: str) -> str:
    """Return the text on one line, unprintable characters as U+FFFD, cut after 120 characters."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text[: 2 * _LONGEST].split()))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
