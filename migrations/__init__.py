"""Alembic with plain SQL, forward only: one line for the control tables, one that runs in every tenant's graph."""

from pathlib import Path
from typing import Final, Literal

from alembic import command, op
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

Line = Literal["control", "tenant"]

VERSIONS: Final = "ameide_version"
"""The table that says which revision a schema is at; it stands in that schema."""

_FOLDER: Final = Path(__file__).parent


def upgrade(connection: Connection, line: Line, schema: str, revision: str = "head") -> None:
    """Bring one schema to a revision, in the connection's transaction; its search path must begin with the schema."""
    config = _config(line)
    config.attributes.update(connection=connection, schema=schema)
    command.upgrade(config, revision)


def head(line: Line) -> str:
    """The newest revision of a line."""
    return str(_HEADS[line])


def run_beside(revision: str) -> None:
    """Run the SQL file that stands beside a revision's Python file."""
    text = Path(revision).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(text)


def _config(line: Line) -> Config:
    config = Config()
    config.set_main_option("script_location", _escaped(_FOLDER))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _escaped(_FOLDER / line))
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


_HEADS: Final = {
    line: ScriptDirectory.from_config(_config(line)).get_current_head()
    for line in ("control", "tenant")  # type: Line
}
