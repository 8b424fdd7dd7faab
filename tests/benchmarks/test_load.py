"""Test what a load is made of, and that its section of the page outlives the others."""

import itertools
from pathlib import Path

import pytest
from graphql import parse, validate

from benchmarks.load import mix, section
from benchmarks.load.__main__ import Answered, Neighbours, told
from resolvers.cost import LIMIT, estimate
from resolvers.schema import SCHEMA


def test_each_client_asks_the_same_again() -> None:
    first, second = (list(itertools.islice(mix.mixed(7), 200)) for _ in range(2))
    assert first == second
    assert first != list(itertools.islice(mix.mixed(8), 200))
    assert {query.split("(")[0] for query, _ in first} >= {"mutation", "{ viewer { tenant subject } }"}


def test_every_request_is_valid_and_not_too_costly() -> None:
    for query, variables in [*itertools.islice(mix.mixed(1), 200), next(mix.noise())]:
        document = parse(query)
        assert validate(SCHEMA.core, document) == []
        assert estimate(SCHEMA.core, document, None, variables) < LIMIT


def test_a_section_outlives_a_new_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section, "PAGE", tmp_path / "benchmarks.md")
    section.PAGE.write_text("# Old\n")
    assert section.with_load("# New\n") == "# New\n"
    section.put(f"{section.TITLE}\n\nfast\n")
    assert section.with_load("# New\n") == f"# New\n\n{section.TITLE}\n\nfast\n"
    section.put(f"{section.TITLE}\n\nfaster\n")
    assert section.PAGE.read_text() == f"# Old\n\n{section.TITLE}\n\nfaster\n"


def test_percentiles() -> None:
    found = Answered(2.0, [each / 1000 for each in range(100)], 0)
    assert (found.rate, found.ms(50), found.ms(95)) == (50, 50, 95)


def test_an_earlier_commit_stands_beside_each_number_of_clients() -> None:
    slow, fast = (Answered(2.0, [each / 1000 for each in range(count)], 0) for count in (100, 200))
    grown = [{"service": 100.0, "database": 50.0}] * 10
    page = told({1: fast, 16: fast}, Neighbours(fast, fast, slow), grown, 60, {1: slow, 16: slow})
    assert [line for line in page.splitlines() if line.startswith("| 16 ")] == [
        "| 16 | before | 50 | 50 ms | 95 ms | 0 of 100 |",
        "| 16 | now | 100 | 100 ms | 190 ms | 0 of 200 |",
    ]
