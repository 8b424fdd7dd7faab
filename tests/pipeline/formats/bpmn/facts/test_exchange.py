"""Test exchanges between participants, and whether data fit what is expected."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.bpmn.facts.data import DataItem
from pipeline.formats.bpmn.facts.exchange import calling, event_data, exchanging, fits, fitting, offering
from pipeline.formats.bpmn.facts.items import differ, item
from tests.pipeline.formats.bpmn.documents import document, executable

ITEMS = (
    '<itemDefinition id="A" structureRef="a"/><itemDefinition id="AlsoA" structureRef="a"/>'
    '<itemDefinition id="B" structureRef="b"/><itemDefinition id="Silent"/>'
)
MODEL = document(
    ITEMS,
    '<message id="M"/><interface id="I" name="I"><operation id="O" name="o"><inMessageRef>M</inMessageRef></operation>'
    '</interface><globalTask id="G"><supportedInterfaceRef>I</supportedInterfaceRef></globalTask>',
    executable(
        '<serviceTask id="Calls" operationRef="own:O"/><serviceTask id="Lost" operationRef="Missing"/>'
        '<serviceTask id="Free"/><sendTask id="Sends" messageRef="own:M"/><sendTask id="SendsNothing"/>'
        '<startEvent id="Start"><dataOutput id="Given"/></startEvent><endEvent id="End"><dataInput id="Taken"/>'
        '</endEvent><startEvent id="Plain"/>'
    ),
)
KINDS = st.lists(st.sampled_from(["A", "AlsoA", "B", "Silent", "Missing", None]), max_size=4)


def test_tasks_are_found_with_their_operation_or_message() -> None:
    assert [(task.id, operation.id) for task, operation in calling(MODEL, "serviceTask")] == [("Calls", "O")]
    assert [(task.id, message.id) for task, message in exchanging(MODEL, "sendTask")] == [("Sends", "M")]


def test_events_are_found_with_the_data_that_goes_their_way() -> None:
    assert [(event.id, [each.id for each in data]) for event, data in event_data(MODEL)] == [
        ("Start", ["Given"]),
        ("End", ["Taken"]),
    ]


def test_a_global_task_offers_a_service_beside_an_executable_process() -> None:
    assert [each.id for each in offering(MODEL)] == ["G"]
    task = '<globalTask id="G"><supportedInterfaceRef>I</supportedInterfaceRef></globalTask>'
    assert [each.id for each in offering(document(task))] == ["G"]
    assert [each.id for each in offering(document(f'<process id="P"/>{task}'))] == []


@given(kinds=KINDS, expected=st.sampled_from(["A", "AlsoA", "B", "Silent", "Missing"]))
def test_data_fits_unless_all_of_it_differs(kinds: list[str | None], expected: str) -> None:
    data = [DataItem(str(number), "", kind, collection=False) for number, kind in enumerate(kinds)]
    wanted = item(MODEL, expected)
    all_differ = bool(kinds) and all(differ(item(MODEL, kind), wanted) for kind in kinds)
    assert fits(MODEL, data, wanted) is fitting(MODEL, data)(wanted) is (not all_differ)
