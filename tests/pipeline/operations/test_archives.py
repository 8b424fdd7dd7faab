"""Test what archives may hold: models, and nothing that leads out of them or unpacks to too much."""

import io
import tarfile
import zipfile

import pytest

from pipeline.ir.document import Problem
from pipeline.operations import archives
from tests.pipeline.documents import order
from tests.pipeline.formats.archimate.documents import A_GOAL, exchange, native, zipped

MOST = 1_000_000


def packed(kind, files):
    made = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    else:
        with tarfile.open(fileobj=made, mode=kind) as archive:
            for name, content in files.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


@pytest.fixture(params=["zip", "w", "w:gz"])
def kind(request):
    return request.param


def test_models_are_found_by_content_and_the_rest_is_counted(kind):
    files = {"a/shop.xml": exchange(A_GOAL), "a/pom.xml": b"<p/>", "b.bpmn": order(), "c.bpmn": b""}
    files[".ameideignore"] = b"c.*"
    found = archives.searched(packed(kind, files), MOST)
    assert not isinstance(found, Problem)
    assert [each.path for each in found.gathered.found] == ["a/shop.xml", "b.bpmn"]
    assert (found.gathered.skipped, found.gathered.ignored) == (1, 1)


@pytest.mark.parametrize("name", ["../a.bpmn", "/a.bpmn", "a/../../b.bpmn", "a\\b.bpmn", "C:/a.bpmn"])
def test_a_path_that_leads_out_is_refused(kind, name):
    found = archives.models(packed(kind, {name: order(), "b.bpmn": order()}), MOST)
    assert not isinstance(found, Problem)
    refused, kept = found
    assert isinstance(refused[1], Problem)
    assert (refused[1].code, kept) == ("BAD_NAME", ("b.bpmn", order()))


def test_what_unpacks_to_too_much_is_refused(kind):
    for files in ({"a.bpmn": b" " * (MOST + 1)}, {f"{each}.bpmn": b" " * MOST for each in range(3)}):
        found = archives.models(packed(kind, files), MOST)
        assert isinstance(found, Problem)
        assert found.code == "TOO_LARGE"


def test_a_tar_is_not_unpacked_without_end(monkeypatch):
    monkeypatch.setattr(archives, "_MOST_UNPACKED", 1_000)
    found = archives.models(packed("w:gz", {"a.bin": b"x" * 2_000, "b.bpmn": order()}), MOST)
    assert isinstance(found, Problem)
    assert found.code == "TOO_LARGE"


def test_too_many_files_are_refused(kind, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_ENTRIES", 2)
    found = archives.models(packed(kind, {"a.bpmn": b"", "b.bpmn": b"", "c.bpmn": b""}), MOST)
    assert isinstance(found, Problem)
    assert found.code == "TOO_LARGE"


def test_links_are_left_out():
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        link = tarfile.TarInfo("a.bpmn")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found = archives.models(made.getvalue(), MOST)
    assert isinstance(found, Problem)
    assert found.code == "NOTHING_TO_IMPORT"


def test_the_archive_of_an_editor_is_one_document():
    assert archives.is_document(zipped(native(""), "images/a.png"))
    assert not archives.is_document(zipped(native(""), "b.bpmn"))
    assert not archives.is_document(b"PK\x03\x04 and no more")
