"""Test `ameide link` and `ameide links`: what is listed, decided and undone, and files of links."""

import pytest

from tests.fixtures.links import architecture, process

ARCHITECTURE = architecture(
    ("BusinessProcess", "bp-orders", "Handling of orders"), ("ApplicationComponent", "app-stock", "Stock")
)


@pytest.fixture
def linked(ameide, tmp_path):
    (tmp_path / "arch.xml").write_text(ARCHITECTURE)
    (tmp_path / "orders.bpmn").write_text(process())
    ameide("import", "arch.xml", "orders.bpmn")
    return ameide


def test_proposals_are_decided_and_undone(linked):
    (link,) = linked.json("links", "--status", "proposed", "--order", "impact")["links"]
    assert (link["dependent"], link["kind"], link["dependency"]) == (
        "arch#bp-orders", "describes", "orders#Process_Orders",
    )  # fmt: skip
    assert link["id"] in linked("links").stdout
    (made,) = linked.json("links", "accept", "--at-least", "0.5", "--reason", "The same.")["links"]
    assert (made["status"], made["reason"]) == ("ACCEPTED", "The same.")
    assert "arch@1#bp-orders" in linked("impact", "orders#Process_Orders_Task").stdout
    assert "PROPOSED" in str(linked.json("links", "undo", made["id"]))
    assert "REJECTED" in str(linked.json("links", "reject", link["id"]))
    assert "There is no such proposal." in linked("links", "accept", status=2).stderr


def test_two_elements_are_linked_and_the_reasons_shown(linked):
    told = linked("links", "why", "orders#Process_Orders_Task", "arch#app-stock").stdout
    assert told.startswith("not linked\n")
    (made,) = linked.json("link", "arch#app-stock", "orders#Process_Orders_Task", "--reason", "Known.")["links"]
    assert (made["kind"], made["dependent"]) == ("implements", "orders#Process_Orders_Task")
    told = linked.json("links", "why", "orders#Process_Orders_Task", "arch#app-stock")
    assert told["linked"]
    assert "Known." in told["reasons"][0]
    gone = linked("link", "orders#Process_Orders_Task", "arch#app-stock", "--remove").stdout
    assert "rejected" in gone
    wrong = linked.json("link", "orders#Nobody", "arch#app-stock", status=1)
    assert [each["code"] for each in wrong["problems"]] == ["UNKNOWN_ID"]


def test_a_file_of_links_is_applied(linked, tmp_path):
    file = tmp_path / "links.toml"
    file.write_text('[[links]]\nfrom = "orders#Process_Orders_Task"\nto = "arch#app-stock"\nreason = "Known."\n')
    (made,) = linked.json("link", "--file", file)["links"]
    assert (made["source"], made["status"]) == ("links.toml", "ACCEPTED")
    assert linked.json("link", "--file", file)["links"][0]["id"] == made["id"]
    file.write_text("")
    assert linked.json("link", "--file", file) == {"links": [], "problems": []}
    assert linked.json("links", "--status", "accepted")["links"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[links]]\n", "lacks `from` or `to`"),
        ('[[links]]\nfrom = "a#b"\nto = "c#d"\nknd = "x"\n', "unknown field 'knd'"),
        ('[[links]]\nfrom = "a#b"\nto = "c#d"\nrejected = "yes"\n', "rejected is true or false"),
        ("links = 3\n", "only tables [[links]]"),
        ("[[links]\n", "is no TOML"),
    ],
)
def test_a_wrong_file_is_refused(ameide, tmp_path, text, told):
    (tmp_path / "links.toml").write_text(text)
    assert told in ameide("link", "--file", "links.toml", status=2).stderr


def test_a_wrong_use_is_refused(ameide):
    ameide("link", "a#b", status=2)
    ameide("links", "why", "a#b", status=2)
    ameide("links", "undo", status=2)
    assert "Did you mean 'accept'" in ameide("links", "acept", status=2).stderr
