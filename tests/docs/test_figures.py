"""Compare the figures, names and defaults that README and docs state in prose and tables with the code."""

import re
from collections.abc import Callable

import pytest

import settings
from pipeline.operations.rules import RULES
from resolvers import limits
from resolvers.schema import SCHEMA
from tests.fixtures.service import ROOT


def page(name: str) -> str:
    return (ROOT / name).read_text()


def lines(path: str) -> int:
    return len((ROOT / path).read_text().splitlines())


def about(stated: int, given: int) -> bool:
    """Return true if a figure that is said to be rough is within a tenth."""
    return abs(stated - given) <= given / 10


def exactly(stated: int, given: int) -> bool:
    return stated == given


def corpus() -> int:
    found = re.search(r"^\| documents \| (\d+) \|$", page("docs/corpus.md"), re.M)
    assert found is not None
    return int(found[1])


FIGURES: list[tuple[str, str, Callable[[int, int], bool], Callable[[], int]]] = [
    ("README.md", r"against some (\d+) rules", about, lambda: len(RULES)),
    ("README.md", r"for (\d+) real documents", exactly, corpus),
    (
        "README.md",
        r"a target of your own in (\d+) lines",
        about,
        lambda: lines("examples/target_plugin/ameide_checklist/__init__.py"),
    ),
    (
        "docs/targets/temporal-python.md",
        r"about (\d+) lines; a module",
        about,
        lambda: lines("pipeline/targets/temporal_python/runtime/flow.py"),
    ),
    (
        "docs/formats.md",
        r"a whole format in (\d+) lines",
        about,
        lambda: lines("tests/fixtures/toy_format/__init__.py"),
    ),
    ("docs/api.md", r"over ([\d,]+) tokens", exactly, lambda: limits.MOST_TOKENS),
    ("docs/api.md", r"tokens, ([\d,]+) fields", exactly, lambda: limits.MOST_FIELDS),
    ("docs/api.md", r"with fragments, ([\d,]+) levels", exactly, lambda: limits.DEEPEST),
]


@pytest.mark.parametrize(("name", "pattern", "fits", "given"), FIGURES, ids=[each[1] for each in FIGURES])
def test_a_figure_is_so(name: str, pattern: str, fits: Callable[[int, int], bool], given: Callable[[], int]) -> None:
    found = re.search(pattern, " ".join(page(name).split()))
    assert found is not None, f"{name} does not state it any more"
    assert fits(int(found[1].replace(",", "")), given())


def test_every_setting_is_explained_and_no_other() -> None:
    stated = set(re.findall(r"`(AMEIDE_[A-Z_0-9]+)`", page("docs/operations.md")))
    fields = {f"AMEIDE_{name.upper()}" for name in settings.Settings.model_fields}
    assert fields <= stated


@pytest.mark.parametrize("name", ["docs/api.md"])
def test_fields_that_a_page_names_are_in_the_schema(name: str) -> None:
    sdl = str(SCHEMA)
    named = set(re.findall(r"`([a-z]+[A-Z]\w*)[(`]", page(name)))
    unknown = {each for each in named if not re.search(rf"\b{each}\b", sdl)}
    assert unknown <= {"traceId", "operationName"}, unknown


def test_links_lead_somewhere() -> None:
    wrong = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)\s]*\)", path.read_text()):
            if "://" not in target and not (path.parent / target).exists():
                wrong.append(f"{path.name}: {target}")
    assert not wrong


def test_paths_that_the_pages_name_exist() -> None:
    wrong = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        if path.name in {"rules.md", "engines.md", "corpus.md", "CHANGELOG.md", "decisions.md"}:
            continue
        for named in re.findall(
            r"`((?:pipeline|graph|tests|cypher|resolvers|schema|client|migrations|ui|infra)/[\w./-]*)`",
            path.read_text(),
        ):
            if not (ROOT / named).exists() and not (ROOT / f"client/{named}").exists():
                wrong.append(f"{path.name}: {named}")
    assert not wrong
