"""Test lineage, impact, search and query on the embedded store."""

import json

import pytest

from tests.cli import documents

TARGET = "temporal-python"


def test_impact_is_complete_and_nearest_first(ameide):
    ameide("generate", "order", "--target", TARGET, "--out", "out")
    answer = ameide.json("impact", "order#Ship", "--all")
    hops = [each["hop"] for each in answer["vertices"]]
    assert answer["complete"] is True
    assert answer["start"]["id"] == "order@1#Ship"
    assert answer["vertices"][0]["id"] == "order@1#Ship"
    assert hops == sorted(hops)
    assert answer["total"] == answer["shown"] == len(hops)
    assert sum(answer["countsByHop"].values()) == sum(answer["countsByLabel"].values()) == answer["total"]
    assert {"Artefact", "Region"} <= answer["countsByLabel"].keys()


def test_labels_choose_what_is_shown_and_all_pages_are_read(ameide):
    ameide("generate", "order", "--target", TARGET, "--out", "out")
    whole = ameide.json("impact", "order#Ship", "--all", "--label", "artefact", "--label", "Region")
    one = ameide.json("impact", "order#Ship", "--first", "1", "--label", "artefact", "--label", "Region")
    assert {each["label"] for each in whole["vertices"]} == {"Artefact", "Region"}
    assert (one["shown"], one["total"]) == (1, whole["total"])
    assert one["vertices"] == whole["vertices"][:1]
    assert any("spans" in each for each in whole["vertices"])


def test_all_goes_on_after_a_thousand(ameide, tmp_path, monkeypatch):
    monkeypatch.setattr("cli.commands.reach.MOST", 2)
    paged = ameide.json("impact", "order@1", "--all")
    monkeypatch.undo()
    assert paged["shown"] == paged["total"] > 4
    assert len({each["id"] for each in paged["vertices"]}) == paged["total"]


def test_lineage_leads_to_the_document(ameide):
    answer = ameide.json("lineage", "order#Ship", "--label", "Source", "--label", "Version")
    assert [each["label"] for each in answer["vertices"]] == ["Version", "Source"]
    assert answer["countsByLabel"] == {"Source": 1, "Version": 1}


def test_for_people(ameide):
    told = ameide("impact", "order#Ship").stdout.splitlines()
    assert told[0].split() == ["hop", "label", "kind", "name", "id"]
    assert told[1].split() == ["0", "Element", "serviceTask", "Ship", "the", "goods", "order@1#Ship"]
    assert told[-1] == "Complete."


def test_what_is_left_out_is_said(ameide):
    told = ameide("impact", "order@1", "--depth", "0").stdout
    answer = ameide.json("impact", "order@1", "--depth", "0")
    assert "Not complete: It goes on beyond depth 0; ask with a greater --depth." in told
    assert (answer["complete"], answer["truncatedBy"], answer["truncatedAtDepth"]) == (False, "depth", 0)
    assert "of which 1 are shown" in ameide("impact", "order@1", "--first", "1").stdout


def test_an_old_version_names_the_new_one(ameide, tmp_path):
    (tmp_path / "order.bpmn").write_bytes(documents.unnamed())
    ameide("import", "order.bpmn")
    assert ameide.json("impact", "order@1#Ship")["supersededBy"] == "order@2"
    assert "the current version is order@2" in ameide("impact", "order@1").stdout
    assert ameide.json("impact", "order#Ship")["supersededBy"] is None


def test_cycles_and_hubs_are_told(ameide):
    answer = ameide.json("impact", "order#Ship", "--include-flow", "--cycles", "--hub-threshold", "1")
    assert answer["cycles"] == []
    assert answer["hubs"]
    closed = ameide.json("lineage", "order@1#Definitions", "--collapse-hubs", "--hub-threshold", "2")
    assert (closed["complete"], closed["truncatedBy"]) == (False, "hub")
    told = ameide("lineage", "order@1#Definitions", "--collapse-hubs", "--hub-threshold", "2").stdout
    hubs = [each for each in closed["hubs"] if each["id"] != "order@1#Definitions"]
    assert hubs
    assert all(f"{hub['id']}: {hub['edges']} edges, not gone beyond" in told for hub in hubs)
    assert f"not gone beyond, from depth {closed['truncatedAtDepth']} on" in told


@pytest.mark.parametrize("question", ["lineage", "impact"])
def test_an_unknown_id_is_an_error_with_a_hint(ameide, question):
    result = ameide(question, "order#Nothing", "--json", status=1)
    assert json.loads(result.stdout)["error"]["code"] == "UNKNOWN_ID"
    assert "ameide search" in result.stderr


@pytest.mark.parametrize(
    "wrong", [("--label", "Waffle"), ("--depth", "-1"), ("--first", "0"), ("--as-of", "yesterday")]
)
def test_what_is_wrongly_asked(ameide, wrong):
    ameide("impact", "order", *wrong, status=2)


def test_search_finds_names_and_ids(ameide):
    answer = ameide.json("search", "the goods")
    assert answer["total"] == 1
    shown = {"id": "order@1#Ship", "label": "Element", "kind": "serviceTask", "name": "Ship the goods", "line": 7}
    assert answer["nodes"] == [
        shown | {"score": 0.9, "field": "name", "excerpt": "Ship the goods", "superseded": False, "waived": False}
    ]
    assert answer["byLabel"] == {"Element": 1}
    assert answer["byModel"] == {"order": 1}
    assert ameide.json("search", "order", "--label", "model")["nodes"][0]["id"] == "order"
    assert ameide.json("search", "qqq goodz", "--model", "order", "--all-versions", status=1)["total"] == 0
    assert ameide.json("search", "teh goodz", "--model", "order", "--all-versions")["total"] == 1
    assert ameide.json("search", "goodz", "--model", "order", "--all-versions")["total"] == 1
    assert ameide("search", "the goods").stdout.splitlines()[1].split()[0] == "order@1#Ship"


def test_finding_nothing_is_told_by_the_status(ameide):
    answer = ameide.json("search", "zzz", status=1)
    assert (answer["total"], answer["nodes"], answer["complete"]) == (0, [], True)
    assert ameide("search", "zzz", status=1).stdout == ""


def test_a_search_within_a_reach(ameide):
    assert ameide.json("search", "ship", "--in-impact-of", "order#Ship")["nodes"][0]["id"] == "order@1#Ship"
    assert ameide("search", "ship", "--in-lineage-of", "unknown", status=1).stdout == ""


def test_a_search_says_what_it_does_not_show(ameide):
    assert "of which 1 are shown" in ameide("search", "Order", "--first", "1").stderr


def test_query_with_variables_from_files(ameide, tmp_path, tenant):
    (tmp_path / "q.graphql").write_text("query Q($id: ID!) { node(id: $id) { id } viewer { tenant } }")
    (tmp_path / "v.json").write_text('{"id": "order@1"}')
    answer = json.loads(ameide("query", "@q.graphql", "--variables", "@v.json").stdout)
    assert answer == {"node": {"id": "order@1"}, "viewer": {"tenant": tenant}}


@pytest.mark.parametrize("text", ["", "{ nothing }", "{", "@missing.graphql"])
def test_a_question_that_is_none(ameide, text):
    assert "error" in json.loads(ameide("query", text, status=2).stdout)


def test_hostile_names_reach_no_terminal(ameide, tmp_path):
    (tmp_path / "evil.bpmn").write_bytes(documents.process(name="\x9b2J\u202e[red]x[/]"))
    ameide("import", "evil.bpmn")
    told = ameide("impact", "evil#Ship", color=True).stdout
    assert r"\x9b2J\u202e[red]x[/]" in told
    assert not {"\x9b", "\u202e"} & set(told + ameide("impact", "evil#Ship", "--json").stdout)
