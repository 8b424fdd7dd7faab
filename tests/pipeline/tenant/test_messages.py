"""Test messages and signals across models: catchers depend on throwers, and throwers not on each other."""

import itertools

import pytest

from graph.store import Budget, Direction, Graphs, ReachQuery
from tests.fixtures.store import PATIENCE
from tests.pipeline.documents import definitions
from tests.pipeline.tenant.exchanging import Process
from tests.pipeline.tenant.models import Models

_NAMES = itertools.count(1)


@pytest.fixture
def models(graphs: Graphs, tenant: str) -> Models:
    return Models(graphs, tenant)


async def _reached(models: Models, uid: str, direction: Direction, as_of: str | None = None) -> set[str]:
    query = ReachQuery((uid,), direction, as_of=as_of, current=True, budget=Budget(seconds=PATIENCE), first=1000)
    async with models.graphs.reading(models.tenant) as store:
        answer = await store.reach(query)
    assert answer.complete
    return {each.vertex["uid"] for each in answer.page}


@pytest.mark.parametrize("kind", ["message", "signal"])
async def test_who_catches_depends_on_all_who_throw(models: Models, kind: str) -> None:
    name = f"Order {next(_NAMES)}"
    await models.add("catcher", Process("C", catches=((kind, name),)))
    for thrower in ("one", "two"):
        await models.add(thrower, Process(thrower, throws=((kind, name),)))
    throws, catch = [f"{each}@1#Throw_{kind}_{name}" for each in ("one", "two")], f"catcher@1#Catch_{kind}_{name}"
    throws, catch = [each.replace(" ", "%20") for each in throws], catch.replace(" ", "%20")
    for throw in throws:
        touched = await _reached(models, throw, Direction.IMPACT)
        assert {catch, "catcher@1#C"} <= touched
        assert not {other for other in throws if other != throw} & touched
        assert {*throws} & await _reached(models, throw, Direction.LINEAGE) == {throw}
    assert {*throws} <= await _reached(models, catch, Direction.LINEAGE)
    assert await models.found() == set()
    then = await models.now()
    await models.retire("one")
    await models.add("two", Process("two", states=(("resource", "r"),)))
    assert catch not in await _reached(models, throws[0], Direction.IMPACT)
    assert not {*throws} & await _reached(models, catch, Direction.LINEAGE)
    assert {*throws} <= await _reached(models, catch, Direction.LINEAGE, as_of=then)
    assert (f"unthrown-{kind}", catch) in await models.found()


def _document(process: str, inside: str, more: str = "", name: str = "") -> bytes:
    named = f' name="{name}"' if name else ""
    return definitions(f'<message id="M"{named}/><process id="{process}">{inside}</process>{more}')


async def test_a_name_that_editors_give_meets_where_a_message_flow_is_drawn(models: Models) -> None:
    flow = '<messageFlow id="F" sourceRef="{}" targetRef="{}"/>'
    drawn = f'<collaboration id="K"><participant id="They"/>{flow}</collaboration>'
    send, receive = '<sendTask id="Send" messageRef="M"/>', '<receiveTask id="Get" messageRef="M"/>'
    await models.add("a", _document("A", send, name="Message_1"))
    await models.add("b", _document("B", receive, name="Message_1"))
    assert "b@1#Get" not in await _reached(models, "a@1#Send", Direction.IMPACT)
    await models.add("a", _document("A", send, drawn.format("Send", "They"), "Message_1"))
    await models.add("b", _document("B", receive, drawn.format("They", "Get"), "Message_1"))
    assert "b@2#Get" in await _reached(models, "a@2#Send", Direction.IMPACT)


@pytest.mark.parametrize("name", ["", "Message_1", "Order"])
async def test_a_message_meets_inside_its_document_by_reference(models: Models, name: str) -> None:
    both = '<sendTask id="Send" messageRef="M"/><receiveTask id="Get" messageRef="M"/>'
    await models.add("a", _document("A", both, name=name))
    await models.add("b", _document("B", both, name=name))
    touched = await _reached(models, "a@1#Send", Direction.IMPACT)
    assert "a@1#Get" in touched
    assert ("b@1#Get" in touched) is (name == "Order")
    assert "a@1#Send" in await _reached(models, "a@1#Get", Direction.LINEAGE)
    assert "a@1#Get" not in await _reached(models, "a@1#Get", Direction.LINEAGE) - {"a@1#Get"}


@pytest.mark.parametrize("message", ["", ' messageRef="M"'])
async def test_a_message_flow_without_a_message_ties_its_ends(models: Models, message: str) -> None:
    send, receive = f'<sendTask id="Send"{message}/>', '<receiveTask id="Get"/><task id="Other"/>'
    more = (
        f'<process id="B">{receive}</process><collaboration id="K"><participant id="Us" processRef="A"/>'
        '<participant id="They" processRef="B"/><messageFlow id="F" sourceRef="Send" targetRef="Get"/></collaboration>'
    )
    await models.add("a", _document("A", send, more, "Order"))
    touched = await _reached(models, "a@1#Send", Direction.IMPACT)
    assert {"a@1#Get", "a@1#B"} <= touched
    assert "a@1#Other" not in touched
    assert "a@1#Send" in await _reached(models, "a@1#Get", Direction.LINEAGE)
    assert "a@1#Get" not in await _reached(models, "a@1#Send", Direction.LINEAGE)
