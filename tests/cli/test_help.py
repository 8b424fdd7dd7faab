"""Test that help fits one screen, is in the words of the command, and shows shared options in one place."""

from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from cli.main import app

GROUP: Any = get_command(app)
COMMANDS = [
    *((name,) for name in GROUP.commands),
    *(("tenants", name) for name in GROUP.commands["tenants"].commands),
]
SCREEN = 50


def told(*asked):
    done = CliRunner().invoke(app, [*asked, "--help"], env={"COLUMNS": "80"})
    assert done.exit_code == 0
    return done.stdout


@pytest.mark.parametrize("asked", [(), *COMMANDS], ids=" ".join)
def test_it_is_one_screen_of_plain_text(asked):
    lines = told(*asked).splitlines()
    assert len(lines) <= SCREEN
    assert all(len(line) <= 80 for line in lines)
    assert not any(sign in line for line in lines for sign in ("<str", "<int", "<bool", "<list", "│", "[required]"))


@pytest.mark.parametrize("asked", COMMANDS, ids=" ".join)
def test_every_option_is_described_and_shared_ones_are_named_on_one_line(asked):
    command = GROUP
    for name in asked:
        command = command.commands[name]
    for option in command.params:
        assert option.help, option.name
    shown = told(*asked)
    assert shown.count("--quiet") == shown.count("--json") == (0 if asked == ("tenants",) else 1)


def test_the_first_screen_lists_every_command_once_in_a_line():
    lines = told().splitlines()
    for name in GROUP.commands:
        (line,) = [line for line in lines if line.startswith(f"  {name} ")]
        assert line.endswith(".")
