"""Test decoding bytes."""

import codecs

import pytest

from pipeline.ir.document import Problem
from pipeline.ir.encoding import decode
from tests.pipeline.formats.bpmn.parse.documents import BPMN, model

NAME = "Prüfung – „ja“"


def stating(encoding: str, name: str = NAME) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n<definitions xmlns="{BPMN}" name="{name}"/>'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (stating("UTF-8").encode(), NAME),
        (codecs.BOM_UTF8 + stating("UTF-8").encode(), NAME),
        (stating("windows-1252").encode("cp1252"), NAME),
        (stating("ISO-8859-1", "Prüfung").encode("latin-1"), "Prüfung"),
        (stating("UTF-16").encode("utf-16"), NAME),
        (codecs.BOM_UTF16_BE + stating("UTF-16").encode("utf-16-be"), NAME),
        (stating("UTF-16").encode("utf-16-le"), NAME),
        (stating("UTF-16").encode("utf-16-be"), NAME),
        (codecs.BOM_UTF32_LE + stating("UTF-32").encode("utf-32-le"), NAME),
        (stating("Shift_JIS", "注文").encode("shift_jis"), "注文"),
        # a text that was converted after it had been declared
        (stating("UTF-16").encode(), NAME),
        (codecs.BOM_UTF8 + stating("ISO-8859-1").encode(), NAME),
    ],
)
def test_the_stated_encoding_is_read(content, name):
    assert model(content).name == name


@pytest.mark.parametrize("encoding", ["UTF-7", "rot13", "idna", "unicode_escape", "EBCDIC-CP-US", "nonsense", "hex"])
def test_odd_encodings_are_refused_by_name(encoding):
    found = decode(stating(encoding, "x").encode())
    assert isinstance(found, Problem)
    assert (found.code, found.line, found.column) == ("UNKNOWN_ENCODING", 1, 1)
    assert encoding in found.message


def test_bytes_that_are_no_characters_are_named_with_their_place():
    found = decode(b"<a>\n<b n='\xc3\xa9t\xe9'/></a>")
    assert isinstance(found, Problem)
    assert (found.code, found.line, found.column) == ("NOT_WELL_FORMED", 2, 9)
    assert "0xE9" in found.message
