"""Test the effects of a draft: affected elements, and findings that appear and vanish."""

from pipeline.ir.change import Compared
from pipeline.operations.diff import compare_drafts
from tests.pipeline.documents import BROKEN_FLOW, caller, definitions, document, order

NOTE = '\n  <task id="Task_Note" name="Note it down"/>'


def compared(before: bytes, after: bytes) -> Compared:
    drafts = compare_drafts(document(before), document(after))
    assert drafts.compared is not None
    return drafts.compared


def rules(found: Compared) -> tuple[set[str], set[str]]:
    return {each.rule for each in found.appearing}, {each.rule for each in found.vanishing}


def test_nothing_changes_nothing():
    found = compared(order(), order())
    assert found.difference.identical
    assert (found.touched, found.appearing, found.vanishing) == ((), (), ())


def test_what_changed_or_is_gone_is_touched():
    assert compared(order("Ship"), order("Send")).touched == ("Task_Ship",)
    assert compared(order(extra=NOTE), order()).touched == ("Task_Note",)


def test_what_is_added_touches_what_it_came_into():
    assert compared(order(), order(extra=NOTE)).touched == ("Process_Order",)


def test_what_is_added_with_its_whole_touches_the_nearest_that_was_there():
    inside = '<subProcess id="Sub"><task id="Inner" name="Inner"/></subProcess>'
    assert compared(order(), order(extra=inside)).touched == ("Process_Order",)


def test_what_came_into_an_element_under_another_id_touches_it():
    renamed = order(extra=NOTE).replace(b'"Process_Order"', b'"Process_1"')
    assert compared(order(), renamed).touched == ("Process_Order",)


def test_what_moved_touches_where_it_came_to():
    def sub(inside: str, outside: str = "") -> bytes:
        return order(extra=f'<subProcess id="Sub" name="Sub">{inside}</subProcess>{outside}')

    found = compared(sub("", NOTE), sub(NOTE))
    assert set(found.touched) == {"Task_Note", "Sub"}


def test_another_drawing_touches_nothing():
    def drawn(x: int) -> bytes:
        diagram = f"""<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" id="D"><d:BPMNPlane id="P"
          bpmnElement="Process_Order"><d:BPMNShape id="S" bpmnElement="Task_Ship"><Bounds x="{x}" y="1" width="9"
          height="9" xmlns="http://www.omg.org/spec/DD/20100524/DC"/></d:BPMNShape></d:BPMNPlane></d:BPMNDiagram>"""
        return order().replace(b"</definitions>", f"{diagram}</definitions>".encode())

    found = compared(drawn(1), drawn(2))
    assert found.difference.layout_only
    assert found.touched == ()


def test_findings_come_and_go():
    came = compared(order(), BROKEN_FLOW)
    gone = compared(BROKEN_FLOW, order())
    assert rules(came) == (rules(gone)[1], set())
    assert came.appearing
    assert came.appearing == gone.vanishing


def test_a_finding_on_an_element_under_another_id_is_the_same_finding():
    renamed = BROKEN_FLOW.replace(b'"Nowhere"', b'"Flow_Elsewhere"')
    found = compared(BROKEN_FLOW, renamed)
    assert "Nowhere" in found.touched
    assert rules(found) == (set(), set())


def test_one_more_finding_of_a_rule_on_the_same_element_is_one():
    def unreadable(count: int) -> bytes:
        return definitions("".join(f'<task id="Twice" name="{number}"/>' for number in range(count)))

    assert len(compared(unreadable(1), unreadable(3)).appearing) >= 1
    assert compared(unreadable(3), unreadable(3)).appearing == ()


def test_a_document_that_cannot_be_read_is_told_with_its_problems():
    drafts = compare_drafts(document(order()), document(b"<definitions"))
    assert drafts.compared is None
    assert drafts.before.problems == ()
    assert [problem.code for problem in drafts.after.problems] == ["NOT_WELL_FORMED"]


def test_another_called_process_touches_the_call():
    assert compared(caller("A"), caller("B")).touched == ("Call",)
