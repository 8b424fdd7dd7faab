"""Suggest names that are close to an unknown one."""

from collections.abc import Iterable


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return the end of a message, ` Did you mean 'x'?`; empty where nothing is close."""
    from rapidfuzz import fuzz, process  # only for who misspells a name

    close = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f" Did you mean {close[0]!r}?" if close else ""
