"""Test that PostgreSQL reads the arrays that are written for it."""

import psycopg
import pytest

from graph.age.arrays import text_array

pytestmark = pytest.mark.age


@pytest.mark.parametrize(
    "texts", [[], ["a"], ["", "NULL", "null"], ['"', "\\", '\\"', "{", "}", ",", "a,b", " ", "\n\t", "é", "\U0001f600"]]
)
def test_texts_come_back_as_they_were(admin: psycopg.Connection, texts: list[str]) -> None:
    assert admin.execute("SELECT %s::text[]", [text_array(texts)]).fetchone() == (texts,)
