"""Run what README and docs show, document by document, and compare what they say it prints and answers."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from textwrap import indent

import pytest
from lxml import etree

from tests.docs.blocks import Block, blocks, commands, equal, fits
from tests.docs.home import Home
from tests.fixtures.service import ROOT
from tests.fixtures.store import own_folder

pytestmark = pytest.mark.docs

DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").rglob("*.md"),
        ROOT / "client" / "README.md",
    ]
)
NOT_RUN = 4
"""Number of blocks that no test runs. Each states a reason; the number may only fall."""
SHELL = {"sh", "console"}
PREFIXES = re.compile(r"[<\s]([a-zA-Z][\w.-]*):(?=[a-zA-Z])")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture
def home() -> Iterator[Home]:
    with own_folder() as folder, Home(folder) as home:
        yield home


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_what_it_shows_is_so(document: Path, home: Home) -> None:
    found = blocks(document)
    wrong = []
    for number, block in enumerate(found):
        if block.noted("not run") is None:
            before = found[number - 1] if number else None
            wrong += [f"{named(document)}:{block.line}: {each}" for each in _wrong(block, before, home)]
    assert not wrong, "\n\n".join(wrong)


def test_blocks_that_are_not_run_say_why_and_become_fewer() -> None:
    reasons = [(named(path), each.line, each.noted("not run")) for path in DOCUMENTS for each in blocks(path)]
    left_out = [each for each in reasons if each[2] is not None]
    assert all(each[2] for each in left_out), left_out
    assert len(left_out) == NOT_RUN, left_out


def _wrong(block: Block, before: Block | None, home: Home) -> Iterator[str]:
    """Yield what is not as a block states it."""
    if (name := block.noted("file")) is not None:
        (home.folder / name).write_text(block.text)
    if (path := block.noted("excerpt")) is not None:
        whole = (home.folder / path).read_text()
        if not any(indent(block.text, " " * width) in whole for width in (0, 4)):
            yield f"{path} has no such lines"
    elif block.noted("synopsis") is not None:
        yield from _unknown(block, home)
    elif block.language in SHELL:
        yield from _run(block, home)
    elif block.language == "python":
        done = home.python(block.text)
        if done.returncode:
            yield done.stderr
    elif block.language == "graphql":
        answer = home.ask(block.text)
        if "errors" in answer:
            yield f"the query is refused: {answer['errors']}"
    elif block.language == "json":
        yield from _answered(block, before, home)
    elif block.language == "toml":
        tomllib.loads(block.text)
    elif block.language == "xml":
        _read(block.text)
    else:
        yield f"nothing says how to check a block of {block.language or 'no language'}"


def _run(block: Block, home: Home) -> Iterator[str]:
    given = list(commands(block))
    for command, (status, said) in zip(given, home.run(given), strict=True):
        if command.output is not None and not fits(command.output, said):
            yield f"{command.line}\nprints\n{said}\nand not\n" + "\n".join(command.output)
        elif status != command.status:
            yield f"{command.line}\nends with status {status}:\n{said}"


def _answered(block: Block, before: Block | None, home: Home) -> Iterator[str]:
    stated = json.loads(block.text)
    if before is not None and before.language == "graphql":
        answer = home.ask(before.text)
        given = answer if stated.keys() & {"data", "errors"} else answer["data"]
        if not equal(stated, given):
            yield f"the answer is\n{json.dumps(given, indent=2)}"


def _unknown(block: Block, home: Home) -> Iterator[str]:
    """Yield the commands and options that do not exist; words in upper case stand for arguments."""
    for command in commands(replace(block, language="sh")):
        program, *words = command.line.partition("#")[0].split()
        names = [each for before, each in pairwise(["|", *words]) if before == "|" and each[0] != "-"]
        if program == "make":
            yield from (f"make has no target {each}" for each in words if each not in home.targets())
            continue
        group = f"{names.pop(0)} " if words[0] == "tenants" else ""
        names = [words[1], *names] if group else names
        pages = {name: home.help(group + name) for name in names if name.islower()}
        yield from (f"there is no command {group}{name}" for name, page in pages.items() if page is None)
        told = "".join(page or "" for page in pages.values())
        options = {each.strip("[]") for each in words if each.strip("[]").startswith("--")}
        yield from (f"{command.line}: there is no option {each}" for each in sorted(options) if each not in told)


def _read(text: str) -> None:
    """Parse a fragment of XML, whatever prefixes it uses. Raises XMLSyntaxError."""
    declared = "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in sorted(set(PREFIXES.findall(text)) - {"xmlns"}))
    etree.fromstring(f"<fragment{declared}>{text}</fragment>")
