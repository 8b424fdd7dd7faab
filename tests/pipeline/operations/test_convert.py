"""Test documents that are written anew, and those of a format that is only read."""

from dataclasses import replace

from pipeline.formats import FORMATS
from pipeline.operations import convert as converting
from pipeline.operations.convert import convert
from tests.pipeline.documents import document, order


def test_a_format_without_a_writer_is_only_read(monkeypatch) -> None:
    monkeypatch.setattr(converting, "FORMATS", {"bpmn": replace(FORMATS["bpmn"], write=None)})
    made = convert(document(order()))
    assert (made.content, [each.code for each in made.problems]) == (None, ["NOT_WRITABLE"])
