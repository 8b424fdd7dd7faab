"""Test paths on the embedded store."""


def test_the_shortest_way(ameide):
    answer = ameide.json("paths", "order#Ship", "order")
    (path,) = answer["paths"]
    assert [(step["id"], step["edges"]) for step in path["steps"]] == [
        ("order@1#Ship", []),
        ("order@1", ["STATED_IN"]),
    ]
    assert (path["length"], answer["complete"], answer["truncatedBy"]) == (1, True, None)
    back = ameide.json("paths", "order", "order#Ship", "--impact")
    assert [step["id"] for step in back["paths"][0]["steps"]] == ["order@1", "order@1#Ship"]


def test_all_and_some(ameide):
    every = ameide.json("paths", "order", "order#Ship", "--impact", "--include-flow", "--all")
    assert every["complete"] is True
    assert every["total"] == len(every["paths"]) > 1
    some = ameide.json("paths", "order", "order#Ship", "--impact", "--include-flow", "--shortest", 2)
    assert some["paths"] == every["paths"][:2]


def test_for_people(ameide):
    told = ameide("paths", "order#Ship", "order").stdout.splitlines()
    assert told[0].split() == ["label", "name", "id"]
    assert told[2].split()[:2] == ["STATED_IN", "Version"]
    assert told[-1] == "Complete."
    cut = ameide("paths", "order#Ship", "order", "--max-depth", 0, status=1).stdout
    assert "Not complete: There may be longer ones" in cut


def test_none_is_status_one(ameide):
    assert ameide.json("paths", "order", "order#Ship", status=1)["paths"] == []
    assert ameide.json("paths", "order", "nothing", status=1)["error"]["code"] == "UNKNOWN_ID"
