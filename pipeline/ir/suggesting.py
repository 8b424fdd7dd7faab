"""Tell that a name is unknown: which there are, and which of them is close."""

from collections.abc import Iterable


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return the message, `There is no target 'x'; there are: a, b. Did you mean 'a'?`"""
    names = sorted(known)
    return f"There is no {what} {name!r}; there are: {', '.join(names) or 'none'}.{suggestion(name, names)}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return the end of a message, ` Did you mean 'x'?`; empty where nothing is close."""
    close = closest(name, known)
    return f" Did you mean {close!r}?" if close else ""


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the name that is most like the given one; None where nothing is close."""
    from rapidfuzz import fuzz, process, utils  # only for who misspells a name

    close = process.extractOne(
        name, list(map(str, known)), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60
    )
    return str(close[0]) if close else None
