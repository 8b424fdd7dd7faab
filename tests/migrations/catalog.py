"""Describe a schema in words that can be compared."""

from typing import Final

import psycopg

from graph.tenants.names import graph_name

_CATALOG: Final = {
    "tables": "SELECT relname, relkind, relacl::text FROM pg_class WHERE relnamespace = %(schema)s::regnamespace",
    "columns": (
        "SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, attacl::text,"
        " pg_get_expr(adbin, adrelid) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
        " WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'r' AND attnum > 0"
    ),
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = %(schema)s",
    "constraints": (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = %(schema)s::regnamespace"
    ),
    "functions": (
        "SELECT pg_get_functiondef(oid), proacl::text FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace"
    ),
    "schema": "SELECT nspacl::text FROM pg_namespace WHERE nspname = %(schema)s",
    "labels": (
        "SELECT relname, relnatts FROM pg_class JOIN pg_inherits ON inhrelid = pg_class.oid"
        " WHERE relnamespace = %(schema)s::regnamespace"
    ),
}


def catalog(admin: str, tenant: str) -> dict[str, list[str]]:
    """Return all that a tenant's schema consists of, without its own name."""
    schema = graph_name(tenant)
    with psycopg.connect(admin) as connection:
        return {
            name: sorted(str(row).replace(schema, "<graph>") for row in connection.execute(text, {"schema": schema}))
            for name, text in _CATALOG.items()
        }
