"""Foreign text in Markdown."""

import re


def code_span(shown: str) -> str:
    """Put a line of text into a code span, where nothing is markup, a link or a mention."""
    fence = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    blank = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{blank}{shown}{blank}{fence}" if shown else ""
