"""Test that a new label or kind is in all functions, and that a changed text is installed again."""

import re
from pathlib import Path

import psycopg
import pytest

import migrations
from graph import errors
from graph.age import functions, schema
from graph.age.functions import Kind
from graph.logins import Logins
from graph.records import EDGE_KINDS, LABELS
from graph.store import Graphs
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name

TEMPLATES = sorted((Path(migrations.__file__).parent / "functions").glob("*.sql"))
_NAMES = "SELECT proname FROM pg_proc WHERE pronamespace = %s::regnamespace ORDER BY proname"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_function_says_what_it_returns(path: Path) -> None:
    comment, _, rest = path.read_text(encoding="utf-8").partition("CREATE FUNCTION")
    assert rest
    assert comment.startswith("-- ")
    assert re.search(r"\b(Returns|[Rr]ow)\b", comment)


@pytest.mark.parametrize("name", sorted({*LABELS, *EDGE_KINDS}))
def test_labels_and_kinds_stand_in_no_list_of_a_template(name: str) -> None:
    """Allow the few functions that treat some by name; lists come from graph.records."""
    lists = [path.stem for path in TEMPLATES if re.search(rf"'{name}'(, '\w+'){{3}}", path.read_text())]
    assert lists == []


def test_a_new_kind_of_edge_is_in_all_functions_and_changes_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = functions.digest()
    ends = frozenset({"Element"})
    kinds = (*functions.KINDS, Kind("HINTS_AT", ending=True, bit=1 << len(functions.KINDS), starts=ends, ends=ends))
    monkeypatch.setattr(functions, "KINDS", kinds)
    text = functions.rendered("graph", sorted(LABELS))
    assert text.count('FROM "HINTS_AT"') == text.count('FROM "RESOLVES_TO"') > 0
    assert text.count("HINTS_AT") == text.count("RESOLVES_TO")
    functions.digest.cache_clear()
    try:
        assert functions.digest() != before
    finally:
        functions.digest.cache_clear()


def test_kinds_fit_into_an_integer() -> None:
    assert max(kind.bit for kind in functions.KINDS) < 2**31


@pytest.mark.age
async def test_other_functions_are_replaced(
    tenants: Tenants, graphs: Graphs, tenant: str, store_logins: Logins
) -> None:
    schema_name = graph_name(tenant)
    with psycopg.connect(store_logins.admin, autocommit=True) as connection:
        fresh = connection.execute(_NAMES, [schema_name]).fetchall()
        connection.execute(f"SET search_path = {schema_name}, ag_catalog")
        connection.execute("UPDATE ameide_derived SET digest = 'older' WHERE name = 'functions'")
        connection.execute("DROP FUNCTION ameide_next")
        connection.execute("CREATE FUNCTION ameide_former() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        assert [plan.tenant for plan in await tenants.plans()] == [tenant]
        with pytest.raises(errors.TenantMigrating):
            async with graphs.reading(tenant):
                pass
        await tenants.migrate()
        assert await tenants.plans() == []
        assert connection.execute(_NAMES, [schema_name]).fetchall() == fresh
    async with graphs.reading(tenant):
        pass


def test_what_is_derived_has_a_digest() -> None:
    revision, digests = schema.current()
    assert revision == migrations.head("tenant")
    assert len(digests) == len(schema.DERIVED)
    assert all(digests)
