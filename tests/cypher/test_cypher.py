"""Test that the loader refuses a wrong header or a pattern without the tenant."""

from pathlib import Path

import pytest

from cypher import QUERIES, parse

HEADER = "// What it answers.\n// params: version ($tenant is bound by the store)\n// returns: finding, element\n"
TIED = "MATCH (f:Finding)-[:FOUND_IN]->(v:Version)\nWHERE v.uid = $version AND f.tenant = $tenant\nRETURN f, v"


def read(text: str) -> object:
    return parse("finding.of_version", Path("finding/of_version.cypher"), text)


def test_a_query_knows_its_parameters_and_columns():
    query = parse("finding.of_version", Path("x.cypher"), HEADER + TIED)
    assert query.params == {"version"}
    assert query.returns == ("finding", "element")
    assert query.text == TIED


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (TIED, "must begin with comments"),
        (HEADER.replace("version (", "(") + TIED, "declares"),
        (HEADER.replace("version (", "version, other (") + TIED, "declares"),
        (HEADER + TIED.replace(" AND f.tenant = $tenant", ""), "f.tenant = "),
        (HEADER + TIED.replace("f.tenant", "v.tenant"), "f.tenant = "),
        (HEADER + TIED + "\nUNION MATCH (x:Element) RETURN x, x", "x.tenant"),
        (HEADER + TIED.replace("RETURN", "OPTIONAL MATCH (e:Element)\nRETURN"), "e.tenant"),
        (HEADER + TIED.replace("MATCH (f", "MATCH (:Actor), (f"), "anonymous"),
    ],
)
def test_the_refusal_names_the_file(text, complaint):
    with pytest.raises(ValueError, match=r"\.cypher") as refused:
        read(text)
    assert complaint in str(refused.value)


def test_a_pattern_that_starts_from_a_known_vertex_is_tied_by_it():
    read(HEADER + TIED.replace("RETURN", "OPTIONAL MATCH (f)-[:ABOUT]->(e:Element)\nRETURN"))


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_says_what_it_answers(name):
    noun, verb = name.split(".")
    first = (Path("cypher") / noun / f"{verb}.cypher").read_text().splitlines()[0]
    assert first.startswith("// ")
    assert first.endswith((".", "?"))
