"""Test what completion offers, asked as a shell asks."""

import pytest

from tests.cli.runs import run


def offered(folder, line):
    words = line.split(" ")
    environment = {
        "_AMEIDE_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = run(cwd=folder, **environment)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ameide va", {"validate"}),
        ("ameide generate x.bpmn --target temp", {"temporal-python"}),
        ("ameide validate x.bpmn --rule label-r", {"label-required"}),
        ("ameide impact order --label Art", {"Artefact"}),
        ("ameide impact order --label a", {"anchor", "artefact", "actor"}),
    ],
)
def test_what_is_offered(tmp_path, line, expected):
    assert set(offered(tmp_path, line)) == expected


def test_ids_without_a_server_are_none_and_start_nothing(tmp_path):
    assert offered(tmp_path, "ameide impact ord") == []
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_offers_nothing(tmp_path):
    environment = {"_AMEIDE_COMPLETE": "complete_bash", "COMP_WORDS": "ameide impact o", "COMP_CWORD": "2"}
    done = run(cwd=tmp_path, AMEIDE_URL="http://127.0.0.1:9", **environment)
    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell(tmp_path, shell):
    script = run(cwd=tmp_path, _AMEIDE_COMPLETE=f"source_{shell}").stdout
    assert f"_AMEIDE_COMPLETE=complete_{shell}" in script


def test_it_installs_itself(tmp_path):
    done = run(
        *("--install-completion", "bash"),
        cwd=tmp_path,
        HOME=str(tmp_path),
        _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1",
    )
    assert done.returncode == 0
    assert "ameide" in (tmp_path / ".bashrc").read_text()
