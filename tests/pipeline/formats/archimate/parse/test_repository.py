"""Test that a repository of coArchi is one model, the same as in one file of Archi."""

import pytest

from pipeline.formats import parse
from pipeline.formats.archimate.parse import repository
from pipeline.ir.bundle import pack
from pipeline.ir.document import Document
from tests.pipeline.formats.archimate.documents import dropped, model
from tests.pipeline.formats.archimate.repository import FILES, ONE_FILE

PLACED = {"line", "path", "folded_count"}


def told(content):
    return {each.id: each.model_dump(exclude=PLACED) for each in model(content).elements}


def test_it_is_the_model_that_archi_keeps_in_one_file():
    assert told(pack(FILES.items())) == told(ONE_FILE)
    found = parse(Document(content=pack(FILES.items())))
    assert found.problems == ()
    assert dropped(model(pack(FILES.items()))) == 0


def test_elements_say_in_which_file_they_are_and_on_which_line():
    found = model(pack(FILES.items()))
    assert found.by_id["b"].path == "business/inner/BusinessRole_b.xml/element"
    assert found.by_id["n2"].path.startswith("diagrams/ArchimateDiagramModel_v.xml/element/child[")
    assert [found.by_id[each].line for each in ("id-model", "a", "n1", "n2")] == [1, 1, 4, 8]


def test_what_a_merge_left_over_is_reported_and_the_rest_is_read():
    files = {path: content for path, content in FILES.items() if not path.endswith(("_b.xml", "inner/folder.xml"))}
    files["elsewhere/BusinessEvent_e.xml"] = FILES["business/inner/BusinessRole_b.xml"].replace(b'"b"', b'"e"')
    found = parse(Document(content=pack(files.items())))
    assert found.model is not None
    assert {each.code for each in found.problems} == {"DANGLING_REFERENCE"}
    assert found.model.by_id["e"].name == "Role"
    assert dropped(model(pack(files.items()))) == 0


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("business/BusinessActor_a.xml", b"<<<<<<< HEAD", "NOT_WELL_FORMED"),
        ("relations/x.xml", b"", "NOT_XML"),
        ("x.xml", b"<!DOCTYPE x><x/>", "DOCTYPE_REFUSED"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(path, content, code):
    (problem,) = parse(Document(content=pack((FILES | {path: content}).items()))).problems
    assert (problem.code, problem.path) == (code, path)
    assert problem.line


def test_its_size_is_bounded(monkeypatch):
    for name in ("_MOST_FILES", "MAX_BYTES", "MAX_ELEMENTS"):
        with monkeypatch.context() as patched:
            patched.setattr(repository, name, 5)
            (problem,) = parse(Document(content=pack(FILES.items()))).problems
            assert problem.code == "TOO_LARGE"


def test_other_files_are_counted_with_the_model():
    found = model(pack((FILES | {"images/a.png": b"x"}).items()))
    assert found.elements[0].files == ("images/a.png",)
    assert dropped(found) == 0


def test_packing_is_the_same_for_the_same_files():
    assert pack(FILES.items()) == pack(reversed(FILES.items()))
