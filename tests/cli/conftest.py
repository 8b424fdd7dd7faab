"""Run the command inside this process, on the session's database and a tenant of its own."""

import json
from functools import cache

import pytest
import typer.testing
from typer.testing import CliRunner

from cli.main import app
from tests.cli import documents

_SETTINGS = ("AMEIDE_URL", "AMEIDE_TOKEN", "AMEIDE_PORT", "AMEIDE_HOST", "AMEIDE_DATABASE_URL", "AMEIDE_AUTH_KEYS")


# the commands are built once instead of for each run, which takes longer than many of them
typer.testing._get_command = cache(typer.testing._get_command)  # type: ignore[attr-defined]


class Ameide:
    """A runner of `ameide …`."""

    def __call__(self, *arguments, status=0, **kwargs):
        result = CliRunner().invoke(app, [str(each) for each in arguments], **kwargs)
        assert result.exit_code == status, result.output
        return result

    def json(self, *arguments, status=0):
        """Run a command with `--json` and return its answer."""
        return json.loads(self(*arguments, "--json", status=status).stdout)


@pytest.fixture
def ameide(store_settings, tenant, tmp_path, monkeypatch):
    """Return a runner where `order` is stored and documents are in the current folder."""
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AMEIDE_HOME", str(store_settings.home))
    monkeypatch.setenv("AMEIDE_TENANT", tenant)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "order.bpmn").write_bytes(documents.process())
    (tmp_path / "dangling.bpmn").write_bytes(documents.dangling())
    (tmp_path / "broken.bpmn").write_bytes(documents.BROKEN)
    run = Ameide()
    run("import", "order.bpmn")
    return run
