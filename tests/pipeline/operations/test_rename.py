"""Test renaming: the current version starts the new model, and the old one ends and keeps its history."""

import pytest

from graph.store import Direction, Graphs
from pipeline.operations.rename import rename
from pipeline.operations.retire import retire
from pipeline.operations.waive import waive
from tests.pipeline.documents import caller, order
from tests.pipeline.operations.asking import ACTOR, imported, reach, uids


async def test_what_called_the_old_name_now_reaches_the_new_one(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, order("Pack"))
    await imported(graphs, tenant, order("Ship"))
    await imported(graphs, tenant, caller("Process_Order"), "caller")
    made = await rename("order", "sales-order", graphs, tenant, ACTOR)
    assert (made.version, made.problems) == ("sales-order@1", ())
    found = uids(await reach(graphs, tenant, "caller@1#Call", Direction.LINEAGE))
    assert "sales-order@1#Task_Ship" in found
    assert not any(uid.startswith("order@") for uid in found)
    assert await imported(graphs, tenant, order("Send"), "sales-order") == "sales-order@2"


async def test_waivers_go_with_the_model(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, order())
    await waive("order#Task_Ship", "label-required", "Known.", None, graphs, tenant, ACTOR)
    await rename("order", "sales-order", graphs, tenant, ACTOR)
    again = await waive("sales-order#Task_Ship", "label-required", "Known.", None, graphs, tenant, ACTOR)
    assert [problem.code for problem in again.problems] == ["ALREADY_WAIVED"]


@pytest.mark.parametrize(
    ("model", "name", "code"),
    [
        ("order", "caller", "NAME_TAKEN"),
        ("order", "order", "NAME_TAKEN"),
        ("order", "ameide.toml", "NAME_TAKEN"),
        ("nothing", "new", "UNKNOWN_ID"),
        ("gone", "new", "MODEL_RETIRED"),
        ("order", "gone", "NAME_TAKEN"),
    ],
)
async def test_what_has_another_name_keeps_it(graphs: Graphs, tenant: str, model: str, name: str, code: str):
    await imported(graphs, tenant, order())
    await imported(graphs, tenant, caller("Process_Order"), "caller")
    await imported(graphs, tenant, caller("Process_X").replace(b"Process_Caller", b"Process_Gone"), "gone")
    await retire("gone", "", graphs, tenant, ACTOR)
    refused = await rename(model, name, graphs, tenant, ACTOR)
    assert (refused.version, [problem.code for problem in refused.problems]) == (None, [code])
