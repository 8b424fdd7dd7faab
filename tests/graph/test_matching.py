"""Test the law of matching: the weights of fields, and the place of a vertex."""

from typing import Any

import pytest

from graph.excerpts import excerpt
from graph.matching import Place, Wanted, entry, points

_ELEMENT = {"name": "Ship goods", "documentation": "Pack, then hand over to the carrier.", "sourceId": "Task_7"}


def _points(text: str, label: str = "Element", uid: str = "m@1#Task_7", **properties: Any) -> int | None:
    return points(Wanted.of(text), uid, entry(label, uid, properties or _ELEMENT))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m@1#Task_7", 4000),
        ("SHIP  goods", 2000),
        ("m#task_7", 3000),
        ("goods", 900),
        ("goo", 720),
        ("godos", 450),
        ("task", 700),
        ("carrier", 500),
        ("carrire", 250),
        ("goods carrier", 1400),
        ("goods nothing", None),
        ("%", None),
        ("", 0),
    ],
)
def test_points(text: str, expected: int | None) -> None:
    assert _points(text) == expected


def test_what_is_not_looked_at() -> None:
    assert _points("secret", folded="secret", properties="secret", xpath="secret", name="") is None


@pytest.mark.parametrize(
    ("label", "uid", "properties", "expected"),
    [
        ("Model", "m", {}, Place("m")),
        ("Version", "m@2", {}, Place("m", 2)),
        ("Element", "m@2#a", {}, Place("m", 2)),
        ("Finding", "finding:00", {"version": "m@2"}, Place("m", 2)),
        ("Anchor", "anchor:bpmn:task:m@2#a", {"scope": "m@2", "target": "a"}, Place("m", 2)),
        ("Anchor", "anchor:bpmn:process:P", {"scope": "", "target": "P"}, Place()),
        ("Build", "build:00", {"version": "m@2", "target": "temporal"}, Place("m", 2, "build:temporal")),
        ("Artefact", "artefact:00/a", {"build": "build:00"}, Place()),
        ("Actor", "actor:i|s", {"version": ["m@2"]}, Place()),
    ],
)
def test_where_a_vertex_belongs(label: str, uid: str, properties: dict[str, Any], expected: Place) -> None:
    assert entry(label, uid, properties).place == expected


def test_what_belongs_to_a_build_is_where_the_build_is() -> None:
    place = Place("m", 2, "build:temporal")
    assert entry("Artefact", "artefact:00/a", {"build": "build:00"}, place).place == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("godos", ("name", "Ship goods")),
        ("task", ("id", "Task_7")),
        ("carrier", ("documentation", "… then hand over to the carrier.")),
        ("m@1#Task_7", ("id", "m@1#Task_7")),
        ("", ("", "")),
    ],
)
def test_an_excerpt(text: str, expected: tuple[str, str]) -> None:
    long = _ELEMENT | {"documentation": "First " * 20 + str(_ELEMENT["documentation"])}
    field, shown = excerpt(Wanted.of(text), "Element", "m@1#Task_7", long)
    assert field == expected[0]
    assert shown.endswith(expected[1].removeprefix("… "))


def test_an_excerpt_is_short() -> None:
    _, shown = excerpt(Wanted.of("end"), "Element", "m@1#a", {"name": "x" * 5000 + " end " + "y" * 5000})
    assert len(shown) <= 204
