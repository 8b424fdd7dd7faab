"""What Alembic runs for either line: it takes the connection and the schema that it is given."""

from alembic import context

from migrations import VERSIONS

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"], version_table=VERSIONS, version_table_schema=attributes["schema"]
)
context.run_migrations()
