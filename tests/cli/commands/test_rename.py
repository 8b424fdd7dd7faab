"""Test `ameide rename` on the embedded store."""


def test_a_model_gets_another_name(ameide):
    assert ameide("rename", "order", "sales-order").stdout == "sales-order@1  was order, which is retired\n"
    assert ameide.json("import", "order.bpmn", "--name", "sales-order")["files"][0]["unchanged"] is True
    assert "MODEL_RETIRED" in str(ameide.json("import", "order.bpmn", status=1))


def test_a_name_that_is_taken_is_refused(ameide):
    answer = ameide.json("rename", "order", "order", status=1)
    assert (answer["version"], [each["code"] for each in answer["problems"]]) == (None, ["NAME_TAKEN"])
    assert [each["code"] for each in ameide.json("rename", "order", "No Name", status=1)["problems"]] == ["BAD_NAME"]
