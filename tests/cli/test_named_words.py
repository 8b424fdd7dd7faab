"""Test that the commands, options, values and settings that help, README and docs name in prose exist.

Fenced blocks are run by tests/docs; this is about the sentences around them and about the help itself.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import settings
from cli.main import app
from tests.fixtures.service import ROOT

GROUP: Any = get_command(app)
COMMANDS = {**GROUP.commands, **{f"tenants {name}": each for name, each in GROUP.commands["tenants"].commands.items()}}
OPTIONS = {name: option for each in COMMANDS.values() for option in each.params for name in option.opts}
PAGES = ["README.md", "examples/ci/README.md", *(f"docs/{each.name}" for each in (ROOT / "docs").glob("*.md"))]
FENCED = re.compile(r"^( *)```.*?^\1```", re.M | re.S)
SPAN = re.compile(r"`([^`\n]+)`")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
SAID = re.compile(r"(?<![\w-])(--[a-z][a-z-]*) ([a-z0-9-]+(?:\|[a-z0-9-]+)+)")
SETTING = re.compile(r"\bAMEIDE_[A-Z][A-Z0-9_]*[A-Z0-9]\b")
OTHERS = re.compile(r"^(?:ruff|mypy|git|pytest|make|UPGRADE)\b|--backend=neo4j|--install-completion")
"""Spans about the options of other programs, and of the shell's completion, which is no option of a command."""
BESIDE = {"URL", "TOKEN", "DEBUG", "CORPUS"}
"""Settings of the command and of tests; all others are those of the service."""


def spans(page: str) -> list[str]:
    return SPAN.findall(FENCED.sub("", (ROOT / page).read_text()))


def told(*asked: str) -> str:
    return CliRunner().invoke(app, [*asked, "--help"], env={"COLUMNS": "10000"}).stdout


def wrong(text: str, own: dict[str, Any] | None = None) -> Iterator[str]:
    """Yield what a text names of the command that does not exist; `own` are the options of the command it is about."""
    words = text.removeprefix("ameide ").split()
    named = next((name for name in (" ".join(words[:2]), words[0]) if name in COMMANDS), None)
    if text.startswith("ameide ") and named is None and re.match("[a-z]", words[0]):
        yield f"{text}: there is no command {words[0]}"
    if named is not None:
        own = {name: option for option in COMMANDS[named].params for name in option.opts}
    known = OPTIONS if own is None else own
    yield from (f"{text}: there is no option {each}" for each in OPTION.findall(text) if each not in {*known, "--help"})
    for option, values in SAID.findall(text):
        there = str(getattr(known.get(option), "metavar", None) or "").split("|")
        yield from (f"{text}: {option} takes no {each}" for each in values.split("|") if each not in there)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_names_in_prose_exists(page: str) -> None:
    asked = [each for each in spans(page) if not OTHERS.search(each)]
    about = [each for each in asked if each.startswith("ameide ") or OPTION.search(each)]
    assert [fault for each in about for fault in wrong(each)] == []


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_what_a_help_names_exists(name: str) -> None:
    text = told(*name.split())
    own = {each: option for option in COMMANDS[name].params for each in option.opts} if name else OPTIONS
    assert set(OPTION.findall(SPAN.sub("", text))) <= {*own, "--help", "--version"} | set(OPTIONS)
    assert [fault for each in SPAN.findall(text) for fault in wrong(each, own)] == []


@pytest.mark.parametrize("page", ["", *COMMANDS, *PAGES])
def test_the_settings_that_it_names_exist(page: str) -> None:
    text = (ROOT / page).read_text() if page in PAGES else told(*page.split())
    known = {name.upper() for name in settings.Settings.model_fields} | BESIDE
    named = {each.removeprefix("AMEIDE_") for each in SETTING.findall(text)}
    assert {
        each
        for each in named - known
        if not each.startswith(("TEST_", "EXAMPLES_", "FUZZ_", "CHAOS_", "LOAD_", "FULL_"))
    } == set()


def test_the_page_of_the_command_names_every_command() -> None:
    text = (ROOT / "docs" / "command.md").read_text()
    missing = [name for name in COMMANDS if not re.search(rf"(?<![\w-]){name.split()[-1]}(?![\w-])", text)]
    assert missing == []
