"""Read the fenced blocks of a Markdown document, each with the note that says how it is checked.

A note is an HTML comment on the line above a block:

- `<!-- not run: reason -->`: the block cannot be run here; a test counts these.
- `<!-- synopsis -->`: forms of commands, whose names and options must exist.
- `<!-- file: name -->`: the block is the content of this file, which later commands use.
- `<!-- excerpt: path -->`: the block is a part of this file, which an earlier command has written.

In stated output and answers `…` stands for what varies: any text in a line, or any lines where it stands alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

ANY = "…"
_FENCED = re.compile(
    r"(?:^[ ]*<!-- (?P<note>[^\n]*?) -->\n\n?)?^(?P<indent>[ ]*)```(?P<language>\w*)\n(?P<text>.*?)^[ ]*```$",
    re.M | re.S,
)
_STATUS = re.compile(r"#.*\bexit status (\d+)\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, the line on which its fence stands, and its note."""

    line: int
    language: str
    text: str
    note: str

    def noted(self, kind: str) -> str | None:
        """Return what a note of this kind says; None where the block has another one, or none."""
        name, _, said = self.note.partition(":")
        return said.strip() if name == kind else None


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, the status with which it must end, and its output; None if the block states none."""

    line: str
    status: int
    output: Sequence[str] | None


def blocks(document: Path) -> list[Block]:
    """Return the blocks of a document in order."""
    text = document.read_text()
    return [
        Block(
            text[: found.start("language")].count("\n") + 1,
            found["language"],
            "".join(line.removeprefix(found["indent"]) for line in found["text"].splitlines(keepends=True)),
            found["note"] or "",
        )
        for found in _FENCED.finditer(text)
    ]


def commands(block: Block) -> Iterator[Command]:
    """Yield the commands: of `console` the lines after a `$` with their output, of `sh` every line."""
    lines = block.text.splitlines()
    if block.language == "sh":
        yield from (Command(line, _status(line), None) for line in _joined(lines))
        return
    begins = [number for number, line in enumerate(lines) if line.startswith("$ ")] + [len(lines)]
    if begins[0] != 0:
        raise ValueError(f"line {block.line}: a console block begins with a command")
    for begin, end in pairwise(begins):
        line = lines[begin].removeprefix("$ ")
        yield Command(line, _status(line), lines[begin + 1 : end])


def _joined(lines: Sequence[str]) -> list[str]:
    """Return the lines that are no comments, each with those that a backslash continues it on."""
    text = "\n".join(line for line in lines if line.strip() and not line.startswith("#"))
    return text.replace("\\\n", " ").splitlines()


def _status(line: str) -> int:
    found = _STATUS.search(line)
    return int(found[1]) if found else 0


def fits(stated: Sequence[str], said: str) -> bool:
    """Return true if an output is the stated one, where `…` stands for any text or any lines."""
    pattern = "".join(
        r"(?:[^\n]*\n)*?" if line.strip() == ANY else ".*?".join(map(re.escape, line.rstrip().split(ANY))) + r"[ \t]*\n"
        for line in stated
    )
    return re.fullmatch(pattern, said if said.endswith("\n") or not said else said + "\n") is not None


def equal(stated: Any, given: Any) -> bool:
    """Return true if an answer is the stated one, where `…` in a text stands for any text."""
    if isinstance(stated, dict) and isinstance(given, dict):
        return stated.keys() == given.keys() and all(equal(stated[key], given[key]) for key in stated)
    if isinstance(stated, list) and isinstance(given, list):
        return len(stated) == len(given) and all(map(equal, stated, given))
    if isinstance(stated, str) and isinstance(given, str):
        return re.fullmatch(".*?".join(map(re.escape, stated.split(ANY))), given, re.S) is not None
    return type(stated) is type(given) and bool(stated == given)
