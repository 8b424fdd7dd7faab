"""Test what `ameide validate` says of files that import one another."""

import pytest

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DOCUMENT = """<definitions xmlns="{model}" xmlns:o="urn:other" targetNamespace="{space}">{imports}
<process id="{id}"><task id="T" name="Do"/><callActivity id="Call" name="Call" calledElement="{called}"/>
<receiveTask id="Wait" name="Wait" messageRef="{message}"/></process>{more}</definitions>"""


def write(folder, name, imports=(), space="urn:own", id_="P", called="P", message="", more=""):
    said = "".join(f'<import importType="{MODEL}" location="{each}" namespace="urn:other"/>' for each in imports)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    text = _DOCUMENT.format(model=MODEL, space=space, imports=said, id=id_, called=called, message=message, more=more)
    (folder / name).write_text(text.replace(' messageRef=""', ""))


def found(ameide, folder):
    rules = {"missing-import", "unknown-call", "unknown-import", "ambiguous-reference", "duplicate-id"}
    answer = ameide.json("validate", folder, "--fail-on", "never")
    files = [(each["file"].rpartition("/")[2], each["findings"]) for each in answer["files"]]
    return {
        (file, each["rule"], each["element"]) for file, findings in files for each in findings if each["rule"] in rules
    }


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "models"


def test_an_import_of_nothing_is_told(ameide, folder):
    write(folder, "a.bpmn", ["nowhere.bpmn"], called="o:Gone")
    write(folder, "b.bpmn", id_="Q")
    assert found(ameide, folder) == {("a.bpmn", "missing-import", "~/definitions[1]")}


def test_an_imported_file_has_what_is_meant(ameide, folder):
    write(folder, "a.bpmn", ["sub/b%20c.bpmn"], called="o:Q", message="o:M")
    write(folder, "sub/b c.bpmn", space="urn:other", id_="Q", called="Q", more='<message id="M"/>')
    assert found(ameide, folder) == set()


def test_an_id_that_an_imported_file_lacks_is_told(ameide, folder):
    write(folder, "a.bpmn", ["b.bpmn"], called="o:Gone", message="o:Lost")
    write(folder, "b.bpmn", space="urn:other", id_="Q", called="Q")
    assert found(ameide, folder) == {("a.bpmn", "unknown-call", "Call"), ("a.bpmn", "unknown-import", "Wait")}


def test_an_id_that_two_files_have_is_told(ameide, folder):
    write(folder, "a.bpmn", ["b.bpmn", "c.bpmn"], called="o:Q")
    for name in ("b.bpmn", "c.bpmn"):
        write(folder, name, space="urn:other", id_="Q", called="Q")
    assert found(ameide, folder) == {("a.bpmn", "ambiguous-reference", "Call")}


def test_an_id_that_an_imported_file_of_the_same_namespace_repeats_is_told(ameide, folder):
    write(folder, "a.bpmn", ["b.bpmn"], space="urn:other", called="Q")
    write(folder, "b.bpmn", space="urn:other", id_="Q", called="Q")
    repeated = {("a.bpmn", "duplicate-id", id_) for id_ in ("T", "Call", "Wait")}
    assert found(ameide, folder) == repeated


def test_one_file_alone_is_looked_at_with_those_beside_it(ameide, folder):
    write(folder, "a.bpmn", ["nowhere.bpmn", "sub/b.bpmn"], called="o:Gone")
    write(folder, "sub/b.bpmn", ["nowhere.bpmn"], space="urn:other", id_="Q", called="Q")
    assert found(ameide, folder / "a.bpmn") == {("a.bpmn", "missing-import", "~/definitions[1]")}
    assert found(ameide, folder / "sub") == {("b.bpmn", "missing-import", "~/definitions[1]")}


def test_addresses_are_not_looked_up(ameide, folder):
    write(folder, "b.bpmn", ["https://example.org/c.bpmn"], id_="Q", called="o:Gone")
    assert found(ameide, folder / "b.bpmn") == set()


def test_standard_input_lies_nowhere(ameide, folder):
    write(folder, "a.bpmn", ["nowhere.bpmn"], called="o:Gone")
    said = ameide("validate", "-", "--fail-on", "never", input=(folder / "a.bpmn").read_bytes()).stdout
    assert "-:2: warning" in said
    assert "missing-import" not in said
