"""Every GraphQL text that is sent is valid against the committed schema."""

from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from client import documents

SCHEMA = Path(__file__).parents[2] / "schema.graphql"
DOCUMENTS = {name: text for name, text in vars(documents).items() if name.isupper() and not name.startswith("_")}


@pytest.fixture(scope="module")
def schema():
    return build_schema(SCHEMA.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_valid(schema, name):
    assert validate(schema, parse(DOCUMENTS[name])) == []


def test_every_operation_has_a_document_here():
    assert {
        "MODELS",
        "NODE",
        "SEARCH",
        "IMPORT_MODEL",
        "GENERATE",
        "ARTEFACTS",
        "LINEAGE",
        "IMPACT",
    } <= DOCUMENTS.keys()
