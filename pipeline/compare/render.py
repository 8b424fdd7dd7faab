"""Render a difference for a terminal, a pull request, or another program."""

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.compare import wording
from pipeline.compare.wording import Foreign, Words
from pipeline.ir.difference import CONTENT, Change, Difference, ElementDifference
from pipeline.ir.markdown import code_span

_SIGNS = {Change.ADDED: "+", Change.REMOVED: "-"}
Encoder = Callable[[str], str]


def text(difference: Difference, most: int | None = None) -> str:
    """Render for a terminal: changes of meaning, a line for each element and one for each property."""
    lines = [wording.heading(difference)]
    for entry in (shown := _shown(difference, most)):
        sign = _SIGNS.get(entry.changes[0], "~")
        lines.append(f"{sign} {_line(wording.title(entry), _quoted)}: {wording.changes(entry)}")
        lines += [f"    {_line(words, _quoted)}" for words in wording.details(entry)]
    return "\n".join([*lines, *_closing(difference, len(shown))]) + "\n"


def markdown(difference: Difference, most: int | None = None) -> str:
    """Render for a pull request. Text of a document stands in code spans, where nothing has a meaning."""
    lines = [f"**{wording.heading(difference)}**", ""]
    for entry in (shown := _shown(difference, most)):
        lines.append(f"- **{wording.changes(entry)}** {_line(wording.title(entry), _code)}")
        lines += [f"  - {_line(words, _code)}" for words in wording.details(entry)]
    if shown:
        lines.append("")
    return "\n".join([*lines, *_closing(difference, len(shown))]).rstrip("\n") + "\n"


def data(difference: Difference) -> dict[str, Any]:
    """Render for another program: every entry, names as in the document, and the summary beside it."""
    return {
        "identical": difference.identical,
        "same_meaning": difference.same_meaning,
        "layout_only": difference.layout_only,
        "by_change": {change.value: count for change, count in difference.by_change.items()},
        "by_kind": {
            kind: {change.value: count for change, count in counts.items()}
            for kind, counts in difference.by_kind.items()
        },
        **difference.model_dump(mode="json"),
    }


def _shown(difference: Difference, most: int | None) -> list[ElementDifference]:
    return [entry for entry in difference.entries if CONTENT & set(entry.changes)][:most]


def _closing(difference: Difference, shown: int) -> Iterator[str]:
    told = sum(bool(CONTENT & set(entry.changes)) for entry in difference.entries)
    if told > shown:
        yield f"Not shown: {told - shown:,} more."
    if rest := len(difference.entries) - told:
        yield f"Another id or layout only: {rest:,}."
    if matched := wording.matched(difference):
        yield matched


def _line(words: Words, encode: Encoder) -> str:
    return "".join(encode(word.text) if isinstance(word, Foreign) else word for word in words)


def _quoted(foreign: str) -> str:
    return wording.visible(foreign)


def _code(foreign: str) -> str:
    return code_span(wording.visible(foreign))
