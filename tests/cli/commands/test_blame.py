"""Test `ameide blame`: from a line of generated code to its elements."""

import json
from collections import defaultdict

import pytest

from tests.cli import documents
from tests.cli.conftest import Ameide
from tests.cli.test_startup import SERVER, imported
from tests.fixtures.generated import EXAMPLES, generate, model_in, write

TARGET = "temporal-python"
STEMS = sorted(path.stem for path in EXAMPLES.glob("*.bpmn"))


@pytest.fixture
def offline(tmp_path, monkeypatch):
    """Return a folder with `out`, generated from `order.bpmn`, and no store anywhere."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "order.bpmn").write_bytes(documents.process())
    run = Ameide()
    run("generate", "order.bpmn", "--target", TARGET, "--out", "out")
    return run


def line_of(path, text):
    """Return the number of the first line that contains the text."""
    return next(number for number, line in enumerate(path.read_text().split("\n"), 1) if text in line)


@pytest.mark.parametrize("stem", STEMS)
def test_every_line_has_the_elements_whose_regions_hold_it(stem, tmp_path):
    generated = generate(model_in(EXAMPLES / f"{stem}.bpmn"))
    write(generated, tmp_path)
    expected = defaultdict(set)
    for region in generated.regions:
        for span in region.spans:
            for line in range(span.start, span.end + 1):
                expected[region.path, line].add(region.element)
    for file in generated.files[:-1]:
        answer = Ameide().json("blame", tmp_path / file.path)
        assert answer["changed"] is False
        assert "".join(f"{each['text']}\n" for each in answer["lines"]) == file.content.decode()
        for each in answer["lines"]:
            found = [element["element"] for element in each["elements"]]
            assert set(found) == expected[file.path, each["line"]]
            assert len(found) == len(set(found))


def test_a_line_leads_to_the_line_of_the_document(offline, tmp_path):
    line = line_of(tmp_path / "out" / "workflow.py", "Ship the goods")
    answer = offline.json("blame", f"out/workflow.py:{line}")
    ((only,), most) = (answer["lines"], answer["lines"][0]["elements"][0])
    assert only["line"] == line
    assert (most["element"], most["sourceId"], most["kind"], most["name"]) == (
        "Ship",
        "Ship",
        "serviceTask",
        "Ship the goods",
    )
    assert 'id="Ship"' in documents.process().decode().split("\n")[most["line"] - 1]
    assert answer["source"] == "order.bpmn"
    shown = offline("blame", f"out/workflow.py:{line}").stdout.splitlines()
    assert shown[0].startswith(f"out/workflow.py:{line} │ ")
    assert shown[2].split() == ["serviceTask", "Ship", "the", "goods", "Ship", f"order.bpmn:{most['line']}"]
    assert "process" in shown[-1]


def test_a_whole_file_is_annotated(offline, tmp_path):
    lines = (tmp_path / "out" / "workflow.py").read_text().rstrip("\n").split("\n")
    shown = offline("blame", "out/workflow.py").stdout.rstrip("\n").split("\n")
    assert len(shown) == len(lines)
    for number, (told, line) in enumerate(zip(shown, lines, strict=True), 1):
        assert told.rstrip().endswith(f"{number} │ {line}".rstrip())
    assert any(told.startswith("Ship:") for told in shown)


def test_from_a_folder_below_and_over_a_link(offline, tmp_path):
    assert offline.json("blame", "out/tests/test_workflow.py")["path"] == "tests/test_workflow.py"
    (tmp_path / "link.py").symlink_to(tmp_path / "out" / "workflow.py")
    assert offline.json("blame", "link.py:1")["path"] == "workflow.py"


def test_a_change_is_told_and_answered_all_the_same(offline, tmp_path):
    path = tmp_path / "out" / "workflow.py"
    count = len(path.read_text().split("\n")) - 1
    path.write_text(path.read_text() + "added = True\n")
    result = offline("blame", "out/workflow.py:1")
    assert "was changed since it was generated" in result.stderr
    assert offline.json("blame", "out/workflow.py:1")["changed"] is True
    added = offline.json("blame", f"out/workflow.py:{count + 1}", status=1)
    assert added["lines"] == [{"line": count + 1, "text": "added = True", "elements": []}]


def test_other_line_ends_are_no_change(offline, tmp_path):
    path = tmp_path / "out" / "workflow.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    answer = offline.json("blame", "out/workflow.py:1")
    assert (answer["changed"], answer["lines"][0]["text"]) == (False, path.read_text().split("\n")[0])


def test_a_map_without_digests_cannot_tell(offline, tmp_path):
    path = tmp_path / "out" / "ameide-map.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"digests": {}}))
    assert offline.json("blame", "out/workflow.py:1")["changed"] is None
    assert "does not tell" in offline("blame", "out/workflow.py:1").stderr


@pytest.mark.parametrize("line", [0, 99999])
def test_a_line_that_is_not_there(offline, line):
    error = offline.json("blame", f"out/requirements.txt:{line}", status=1)["error"]
    assert error["code"] == "BAD_LINE"
    assert "has 1 line;" in error["message"]


def test_what_has_no_map(offline, tmp_path):
    assert offline.json("blame", "order.bpmn", status=1)["error"]["code"] == "NO_MAP"
    assert offline.json("blame", "nothing.py:1", status=2)["error"]["code"] == "NO_FILE"
    (tmp_path / "out" / "mine.py").write_text("x\n")
    assert offline.json("blame", "out/mine.py", status=1)["error"]["code"] == "NOT_GENERATED"


def test_a_file_whose_name_ends_like_a_line(offline, tmp_path):
    (tmp_path / "out" / "workflow.py:3").write_text("x\n")
    assert offline.json("blame", "out/workflow.py:3", status=1)["error"]["code"] == "NOT_GENERATED"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"files": []}', '{"files": {"workflow.py": [{"element": 1, "spans": []}]}}', "[" * 100_000, "\0"],
    ids=range(7),
)
def test_what_is_no_map_is_refused(offline, tmp_path, text):
    (tmp_path / "out" / "ameide-map.json").write_text(text)
    assert offline.json("blame", "out/workflow.py", status=1)["error"]["code"] == "BAD_MAP"


def test_hostile_text_is_shown_and_not_obeyed(offline, tmp_path):
    evil = "[red]\x1b[31m\u202e\nx"
    (tmp_path / "out" / "workflow.py").write_text(f"# {evil}\n")
    hostile = {
        "files": {
            "workflow.py": [
                {"element": evil, "spans": [[-5, 10**18], [3], [2, 1]]},
                {"element": "?", "spans": [[1, 1]]},
            ]
        },
        "elements": {evil: {"id": evil, "kind": evil, "name": evil, "line": -1}},
        "model": {"title": evil},
    }
    (tmp_path / "out" / "ameide-map.json").write_text(json.dumps(hostile))
    (tmp_path / "out" / ".ameide-files.json").write_text(json.dumps({"source": evil, "build": evil, "files": {}}))
    for arguments in (("out/workflow.py",), ("out/workflow.py:1",), ("out/workflow.py:2",)):
        shown = offline("blame", *arguments)
        assert shown.output.replace("\n", "").isprintable()
        assert "\\x1b" in shown.stdout
        assert "[red]" in shown.stdout
        assert offline("blame", *arguments, "--json").stdout.isascii()


def test_it_needs_no_server(offline, tmp_path):
    assert not imported(tmp_path, "blame", "out/workflow.py") & (SERVER | {"httpx", "lxml"})


def test_online_it_says_whether_the_code_is_current(ameide, tmp_path):
    build = ameide.json("generate", "order", "--target", TARGET, "--out", "out")["build"]
    current = ameide.json("blame", "out/workflow.py:1", "--online")
    assert (current["build"], current["source"]) == (build, "order")
    assert (current["stale"], current["staleReasons"]) == (False, [])
    (tmp_path / "order.bpmn").write_bytes(documents.unnamed())
    ameide("import", "order.bpmn")
    stale = ameide.json("blame", "out/workflow.py:1", "--online")
    assert stale["stale"] is True
    assert [reason["kind"] for reason in stale["staleReasons"]] == ["VERSION"]
    assert f"Stale: {build}" in ameide("blame", "out/workflow.py:1", "--online").stdout


def test_online_what_is_recorded_as_no_build(ameide):
    ameide("generate", "order.bpmn", "--target", TARGET, "--out", "out")
    result = ameide("blame", "out/workflow.py:1", "--online")
    assert "recorded as no build" in result.stderr
    assert ameide.json("blame", "out/workflow.py:1", "--online")["stale"] is None
