"""Test the meaning of arguments."""

import json

import pytest

from cli import arguments
from cli.errors import UsageWrong


@pytest.mark.parametrize(
    "argument", ["order.bpmn", "ORDER.BPMN", "order.bpmn20.xml", "order.xml", "./order", "models/order", "-", "/x"]
)
def test_what_means_a_file(argument):
    assert arguments.is_file(argument)


@pytest.mark.parametrize("argument", ["order-to-cash", "order-to-cash@3", "order.to.cash", "xml", "bpmn"])
def test_what_means_a_model(argument):
    assert not arguments.is_file(argument)


def test_what_exists_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "order").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    assert arguments.is_file("order")
    assert not arguments.is_file("folder")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("order.bpmn", "order"), ("Order.BPMN20.XML", "Order"), ("a.b.bpmn2", "a.b"), ("x.y", "x"), ("plain", "plain")],
)
def test_the_stem(tmp_path, name, expected):
    assert arguments.stem(tmp_path / name) == expected


def test_files_folders_and_patterns_each_once_and_in_order(tmp_path):
    for name in ("b.bpmn", "sub/a.bpmn", "sub/c.bpmn20.xml", "sub/pom.xml", "sub/readme.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    given = [str(tmp_path / "b.bpmn"), str(tmp_path), str(tmp_path / "**" / "*.xml")]
    found = [path.relative_to(tmp_path).as_posix() for path in arguments.files(given)]
    assert found == ["b.bpmn", "sub/a.bpmn", "sub/c.bpmn20.xml", "sub/pom.xml"]


def test_a_file_that_is_not_there_stops_no_other(tmp_path):
    missing = tmp_path / "missing.bpmn"
    assert arguments.files([str(missing)]) == (missing,)


@pytest.mark.parametrize("missing", ["*.bpmn", "."])
def test_what_is_not_there_is_said(tmp_path, monkeypatch, missing):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageWrong) as raised:
        arguments.files([missing])
    assert raised.value.code == "NO_FILE"


def test_options_are_json_or_text():
    given = ["port=8080", "strict=true", "name=order", "queue=a=b", 'text="5"', "empty="]
    expected = {"port": 8080, "strict": True, "name": "order", "queue": "a=b", "text": "5", "empty": ""}
    assert arguments.options(given) == expected


@pytest.mark.parametrize("pair", ["port", "=8080", ""])
def test_an_option_without_a_name_or_value_is_refused(pair):
    with pytest.raises(UsageWrong, match="name=value"):
        arguments.options([pair])


def test_labels_in_any_case():
    assert arguments.labels(["artefact", "ELEMENT"]) == ["Artefact", "Element"]
    with pytest.raises(UsageWrong, match=r"no label .Waffle.; there are: .*Artefact"):
        arguments.labels(["Waffle"])


def test_variables_from_text_or_file(tmp_path):
    stated = tmp_path / "v.json"
    stated.write_text(json.dumps({"id": "bestellung-ü"}), encoding="utf-8")
    assert arguments.variables(None) == {}
    assert arguments.variables('{"first": 3}') == {"first": 3}
    assert arguments.variables(f"@{stated}") == {"id": "bestellung-ü"}


@pytest.mark.parametrize("text", ["[1]", "{", "@/nowhere/at/all"])
def test_variables_that_are_none_are_refused(text):
    with pytest.raises(UsageWrong):
        arguments.variables(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-22", "2026-11-22T00:00:00Z"),
        ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z"),
        ("2026-11-22T10:00:00+02:00", "2026-11-22T10:00:00+02:00"),
    ],
)
def test_a_moment(text, meant):
    assert arguments.moment(text) == meant


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-11-22T10:00:00"])
def test_a_moment_that_is_none(text):
    with pytest.raises(UsageWrong, match=text):
        arguments.moment(text)
