"""Test reading files as documents, and their lines."""

import codecs
import io
import sys
from pathlib import Path

import pytest

from cli import reading
from cli.errors import CommandError
from tests.pipeline.formats.archimate.documents import native, zipped


def test_a_document_is_named_after_its_file(tmp_path):
    path = tmp_path / "Order to cash.bpmn20.xml"
    path.write_bytes(b"<x/>")
    document = reading.document(path)
    assert (document.content, document.name, document.path) == (b"<x/>", "Order to cash", "Order to cash.bpmn20.xml")


def test_stdin_is_a_document_without_a_name(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<x/>")))
    document = reading.document(Path("-"))
    assert (document.content, document.name, document.path) == (b"<x/>", None, None)


def test_what_cannot_be_read_is_said(tmp_path):
    with pytest.raises(CommandError, match="is a folder") as raised:
        reading.content(tmp_path)
    assert raised.value.code == "UNREADABLE"


def test_a_file_without_end_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_FILE", 1000)
    (tmp_path / "long").write_bytes(b"x" * 1001)
    with pytest.raises(CommandError) as raised:
        reading.content(tmp_path / "long")
    assert raised.value.code == "TOO_LARGE"


@pytest.mark.parametrize(
    "content",
    [
        "<ä>\n<b>".encode(),
        codecs.BOM_UTF8 + "<ä>\n<b>".encode(),
        "<ä>\n<b>".encode("utf-16"),
        codecs.BOM_UTF16_BE + "<ä>\n<b>".encode("utf-16-be"),
    ],
)
def test_lines_in_any_encoding(content):
    assert reading.lines(content) == ["<ä>", "<b>"]


def test_lines_in_the_declared_encoding():
    document = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<ä>'.encode("latin-1")
    assert reading.lines(document)[1] == "<ä>"


@pytest.mark.parametrize("declared", ["no-such-encoding", "rot13", "hex"])
def test_an_encoding_that_is_none_does_no_harm(declared):
    document = f'<?xml version="1.0" encoding="{declared}"?>\n<a>'.encode()
    assert reading.lines(document)[1] == "<a>"


def test_only_what_xml_calls_a_line_is_one():
    assert reading.lines("a\r\nb\rc\nd\x0b\u2028e".encode()) == ["a", "b", "c", "d\x0b\u2028e"]


def test_the_lines_of_an_archive_are_those_of_the_model_in_it():
    model = native('<folder name="F" id="f"/>')
    assert reading.lines(zipped(model, "images/a.png")) == reading.lines(model)
    assert reading.lines(zipped(model)[:-30]) == [""]
