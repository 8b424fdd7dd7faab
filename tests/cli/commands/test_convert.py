"""Test `ameide convert`: a file written anew, and files that cannot be."""

from pipeline.formats import parse
from pipeline.ir.document import Document
from tests.cli.conftest import Ameide
from tests.pipeline.documents import order
from tests.pipeline.formats.archimate.documents import native

ameide = Ameide()


def test_a_file_of_archi_becomes_an_exchange_document(tmp_path):
    source, out = tmp_path / "shop.archimate", tmp_path / "shop.xml"
    source.write_bytes(native('<folder name="F" id="f"><element xsi:type="archimate:Goal" name="G" id="g"/></folder>'))
    assert "of archimate" in ameide("convert", source, "--out", out).stdout
    assert out.read_text().splitlines()[1].startswith('<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"')
    found = parse(Document(content=out.read_bytes())).model
    assert found is not None
    assert found.by_id["g"].name == "G"


def test_every_format_that_is_written_can_be(tmp_path):
    source, out = tmp_path / "order.bpmn", tmp_path / "new.bpmn"
    source.write_bytes(order())
    assert ameide.json("convert", source, "--out", out) == {"file": str(out), "format": "bpmn", "problems": []}
    assert b"Task_Ship" in out.read_bytes()


def test_what_cannot_be_read_is_told_and_nothing_is_written(tmp_path):
    source, out = tmp_path / "bad.archimate", tmp_path / "new.xml"
    source.write_bytes(native("")[:-4])
    found = ameide.json("convert", source, "--out", out, status=1)
    assert [each["code"] for each in found["problems"]] == ["NOT_WELL_FORMED"]
    assert (found["file"], out.exists()) == (None, False)
