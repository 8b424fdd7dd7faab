"""Test retire, erase and prune."""

import pytest

from tests.cli import documents


@pytest.fixture
def built(ameide, tmp_path):
    """Make two builds of `order`, the older one of its first version."""
    ameide("generate", "order", "--target", "temporal-python", "--out", tmp_path / "one")
    (tmp_path / "order.bpmn").write_bytes(documents.process(name="Send the goods"))
    ameide("import", "order.bpmn")
    ameide("generate", "order", "--target", "temporal-python", "--out", tmp_path / "two")
    return ameide


def test_a_model_is_retired_once(ameide):
    done = ameide.json("retire", "order", "--reason", "replaced")
    assert (done["model"], done["problems"]) == ("order", [])
    assert ameide.json("retire", "order", status=1)["problems"][0]["code"] == "MODEL_RETIRED"
    assert "retired" in ameide("import", "order.bpmn", status=1).stderr
    assert ameide.json("impact", "order")["total"] > 1


def test_a_model_is_not_erased_by_mistake(ameide):
    ameide("erase", "order", input="ordre\n", status=2)
    assert ameide.json("impact", "order")["total"] > 1


def test_nobody_to_ask_is_no_failure_of_ours(ameide):
    said = ameide("erase", "order", input="", status=2).stderr
    assert "nothing was removed" in said
    assert "--yes" in said


def test_a_name_is_said_once(ameide):
    assert ameide("retire", "nothing", status=1).stderr.startswith("nothing: error: There is no model")


def test_an_erased_model_is_gone(built):
    said = built("erase", "order", "--yes", "--reason", "asked to")
    assert "2 versions" in said.stdout
    assert "History begins at" in said.stderr
    assert built.json("impact", "order", status=1)["error"]["code"] == "ERASED"
    assert built.json("erase", "order", "--yes", status=1)["problems"][0]["code"] == "ERASED"
    assert built.json("erase", "nothing", "--yes", status=1)["problems"][0]["code"] == "UNKNOWN_ID"


def test_the_id_may_be_typed(ameide):
    assert "order is erased" in ameide("erase", "order", input="order\n").stdout


def test_old_builds_are_shown_then_dropped(built):
    dry = built.json("prune", "--keep", "1", "--dry-run")
    assert (dry["total"], dry["kept"], dry["tombstone"]) == (1, 1, None)
    assert [each["model"] for each in dry["builds"]] == ["order"]
    assert "1 build would go" in built("prune", "--keep", "1", "--dry-run").stdout
    done = built.json("prune", "--older-than", "0")
    assert (done["builds"], done["counts"]) == (dry["builds"], dry["counts"])
    assert done["historyBegins"]
    assert "0 builds dropped" in built("prune", "--keep", "1").stdout


@pytest.mark.parametrize("bounds", [(), ("--keep", "1", "--older-than", "3"), ("--keep", "0"), ("--older-than", "x")])
def test_one_bound_is_needed(ameide, bounds):
    ameide("prune", *bounds, status=2)


def test_who_is_no_administrator_removes_nothing(ameide, tenant):
    token = ameide("login", "--dev", "--tenant", tenant).stdout.strip()
    for command in (("erase", "order", "--yes"), ("prune", "--keep", "1")):
        assert ameide.json(*command, "--token", token, status=3)["error"]["code"] == "FORBIDDEN"
    token = ameide("login", "--dev", "--tenant", tenant, "--role", "admin").stdout.strip()
    ameide("erase", "order", "--yes", "--token", token)
