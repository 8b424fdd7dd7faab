"""Alembic with plain SQL, forward only: one line for the control tables, one that runs in every tenant's graph."""

from contextvars import ContextVar
from pathlib import Path
from typing import Final, Literal

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

Line = Literal["control", "tenant"]

VERSIONS: Final = "ameide_version"
"""The table that says which revision a schema is at; it stands in that schema."""

_FOLDER: Final = Path(__file__).parent


def upgrade(connection: Connection, line: Line, schema: str, revision: str = "head") -> None:
    """Bring one schema to a revision, in the connection's transaction; its search path must begin with the schema.

    Threads may do so at the same time, which Alembic's own `op` and `context` do not allow: they are global.
    """
    scripts = _SCRIPTS[line]
    context = MigrationContext.configure(
        connection,
        opts={
            "version_table": VERSIONS,
            "version_table_schema": schema,
            "fn": lambda current, _: scripts._upgrade_revs(revision, current),
        },
    )
    token = _BOUND.set(connection)
    try:
        context.run_migrations()
    finally:
        _BOUND.reset(token)


def bound() -> Connection:
    """Return the connection that a revision runs on."""
    return _BOUND.get()


def head(line: Line) -> str:
    """Return the newest revision of a line."""
    return str(_HEADS[line])


def known(line: Line) -> frozenset[str]:
    """Return all revisions of a line; what stands at another was written by a newer release."""
    return _KNOWN[line]


def run_beside(revision: str) -> None:
    """Run the SQL file that stands beside a revision's Python file."""
    text = Path(revision).with_suffix(".sql").read_text(encoding="utf-8")
    bound().execution_options(no_parameters=True).exec_driver_sql(text)


def _config(line: Line) -> Config:
    config = Config()
    config.set_main_option("script_location", _escaped(_FOLDER))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _escaped(_FOLDER / line))
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


_BOUND: ContextVar[Connection] = ContextVar("bound")
_SCRIPTS: Final = {line: ScriptDirectory.from_config(_config(line)) for line in ("control", "tenant")}  # type: Line
_KNOWN: Final = {
    line: frozenset(script.revision for script in scripts.walk_revisions()) for line, scripts in _SCRIPTS.items()
}
_HEADS: Final = {line: scripts.get_current_head() for line, scripts in _SCRIPTS.items()}
