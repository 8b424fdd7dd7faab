"""Test `ameide derive`, of a file and of a stored model."""

from tests.pipeline.documents import order
from tests.pipeline.formats.archimate.documents import concepts

MODEL = concepts(
    "ApplicationComponent c Billing\nApplicationFunction f Invoicing\nApplicationService s Invoices\n"
    "BusinessProcess p Sell",
    "Assignment r1 c f\nRealization r2 f s\nServing r3 s p",
)


def test_of_a_file_and_of_a_model(ameide, tmp_path):
    file = tmp_path / "derived-shop.xml"
    file.write_bytes(MODEL)
    ameide("import", file)
    for of in (file, "derived-shop"):
        answer = ameide.json("derive", of, "--from", "c", "--to", "p")
        assert (answer["certainty"], answer["complete"], answer["total"]) == ("valid", True, 1)
        (serving,) = answer["relationships"]
        assert serving["kind"] == "Serving"
        assert [link["id"].rpartition("#")[2] for link in serving["chain"]] == ["r1", "r2", "r3"]
    told = ameide("derive", file, "--most", 1)
    assert "Billing → Invoices  Realization\n  by DR2 from Assignment r1, Realization r2" in told.stdout
    assert "3 valid relationships, 1 shown." in told.stderr
    assert ameide.json("derive", "derived-shop", "--potential")["certainty"] == "potential"


def test_what_cannot_be_derived_is_told(ameide, tmp_path):
    file = tmp_path / "order.bpmn"
    file.write_bytes(order())
    assert [each["code"] for each in ameide.json("derive", file, status=1)["problems"]] == ["NOT_DERIVABLE"]
    assert ameide.json("derive", file, "--as-of", "2026-01-01", status=2)["error"]
