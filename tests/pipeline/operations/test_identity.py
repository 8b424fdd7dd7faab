"""Test that documents are versions of one another if they share ids other than editors' defaults."""

from itertools import pairwise

import pytest

from graph.store import Graphs
from pipeline.operations.import_ import import_document
from tests.pipeline.documents import definitions, document
from tests.pipeline.operations.asking import ACTOR, imported


def process(id_: str, *tasks: str, start: str = "StartEvent_1") -> bytes:
    """Make a process whose elements have the default ids of editors."""
    steps = [f'<userTask id="Activity_{number}" name="{task}"/>' for number, task in enumerate(tasks)]
    ids = [start, *(f"Activity_{number}" for number in range(len(tasks))), "Event_1"]
    flows = [
        f'<sequenceFlow id="Flow_{number}" sourceRef="{one}" targetRef="{other}"/>'
        for number, (one, other) in enumerate(pairwise(ids))
    ]
    inside = f'<startEvent id="{start}" name="Start"/>{"".join(steps)}<endEvent id="Event_1" name="End"/>'
    return definitions(f'<process id="{id_}">{inside}{"".join(flows)}</process>', id_="Definitions_1")


async def codes(graphs: Graphs, tenant: str, content: bytes) -> list[str]:
    made = await import_document(document(content), graphs, tenant, ACTOR)
    return [problem.code for problem in made.problems]


async def test_documents_with_different_processes_are_different_models(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, process("Process_Bill", "Write invoice", "Send invoice"))
    other = process("Process_Order", "Check stock", "Ship goods")
    assert await codes(graphs, tenant, other) == ["NAME_TAKEN"]
    made = await import_document(document(other), graphs, tenant, ACTOR)
    assert "--new-version-of order" in made.problems[0].message
    assert await imported(graphs, tenant, other, new_version_of="order") == "order@2"


@pytest.mark.parametrize("id_", ["Process_1", "PROCESS_1", "process", "myProcess", "WFP-6-", "com.sample.bpmn"])
async def test_an_editors_id_makes_no_versions(graphs: Graphs, tenant: str, id_: str):
    await imported(graphs, tenant, process(id_, "Write invoice", "Send invoice"))
    assert await codes(graphs, tenant, process(id_, "Check stock", "Ship goods")) == ["NAME_TAKEN"]
    changed = process(id_, "Write invoice", "Send the invoice", "Wait")
    assert await imported(graphs, tenant, changed) == "order@2"


async def test_what_is_called_otherwise_is_the_same_process(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, process("Process_0x1k9u4", "Write invoice"))
    assert await imported(graphs, tenant, process("Process_0x1k9u4", "Check stock", "Ship goods")) == "order@2"


async def test_a_shared_message_is_no_identity(graphs: Graphs, tenant: str):
    message = '<message id="Message_Order" name="Order"/>'
    first, second = (
        definitions(f'{message}<process id="{id_}"><task id="T" name="{id_}"/></process>') for id_ in ("Buy", "Sell")
    )
    await imported(graphs, tenant, first)
    assert await codes(graphs, tenant, second) == ["NAME_TAKEN"]


async def test_a_process_of_its_own_is_no_version_of_one_without(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, process("Process_1", "Write invoice"))
    assert await codes(graphs, tenant, process("Process_Invoice", "Write invoice")) == ["NAME_TAKEN"]
    await imported(graphs, tenant, process("Process_Invoice", "Write invoice"), new_version_of="order")
    assert await codes(graphs, tenant, process("Process_1", "Write invoice")) == ["NAME_TAKEN"]
