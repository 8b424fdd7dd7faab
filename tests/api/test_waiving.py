"""Test waivers over HTTP: they are made, shown, respected by generation, carried over, ended and erased."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fixtures.api import GENERATE, IMPORT, Api, order_to_cash

WAIVE = """mutation($input: WaiveInput!) { waiveFinding(input: $input) {
  waiver { id rule about reason by until withdrawnAt actors { nodes { subject } } } problems { code path } } }"""
WITHDRAW = """mutation($input: WithdrawInput!) { withdrawWaiver(input: $input) {
  waiver { id withdrawnAt } problems { code path } } }"""
FINDINGS = """query($filter: FindingFilter, $at: DateTime) { findings(filter: $filter, first: 200) {
  totalCount nodes { id rule element { id } waiver(asOf: $at) { id reason by until } } } }"""
ERRONEOUS = order_to_cash(more='<sequenceFlow id="Stray" sourceRef="Task_Bill" targetRef="Nowhere"/>')


async def changed(api: Api, mutation: str, **given: Any) -> dict[str, Any]:
    (payload,) = (await api.ask(mutation, input=given)).values()
    found: dict[str, Any] = payload
    return found


def codes(payload: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in payload["problems"]]


async def findings(api: Api, at: str | None = None, **filter_: Any) -> list[dict[str, Any]]:
    answer = (await api.ask(FINDINGS, filter=filter_, at=at))["findings"]
    assert answer["totalCount"] == len(answer["nodes"])
    found: list[dict[str, Any]] = answer["nodes"]
    return found


async def erroneous(api: Api) -> dict[str, Any]:
    """Import a model with one error and return that error."""
    await api.bring_in(ERRONEOUS)
    (error,) = await findings(api, severity="ERROR")
    assert (error["rule"], error["waiver"]) == ("dangling-flow", None)
    return error


async def test_a_waived_error_stops_nothing_and_the_build_records_it(api: Api) -> None:
    error = await erroneous(api)
    given = {"version": "order-to-cash", "target": "temporal-python"}
    assert "INVALID" in codes(await changed(api, GENERATE, **given))
    made = await changed(api, WAIVE, about=error["id"], reason="It is being drawn.")
    waiver = made["waiver"]
    assert (waiver["rule"], waiver["about"], waiver["by"]) == ("dangling-flow", "order-to-cash#Stray", "local")
    assert waiver["actors"]["nodes"] == [{"subject": "local"}]
    build = await api.generate("order-to-cash")
    ask = "query($id: ID!) { node(id: $id) { ... on Build { waivers { id } } } }"
    assert (await api.ask(ask, id=build))["node"]["waivers"] == [{"id": waiver["id"]}]
    assert await api.generate("order-to-cash") == build
    await changed(api, WITHDRAW, waiver=waiver["id"])
    assert "INVALID" in codes(await changed(api, GENERATE, **given))


async def test_a_build_that_needs_no_waiver_names_none(api: Api) -> None:
    await api.bring_in(order_to_cash(more='<task id="Lonely"/>'))
    plain = await api.generate("order-to-cash")
    await changed(api, WAIVE, about="order-to-cash#Lonely", rule="label-required", reason="No error anyway.")
    assert await api.generate("order-to-cash") == plain


async def test_it_holds_for_the_next_version_and_is_asked_for_by_moment(api: Api) -> None:
    error = await erroneous(api)
    before = (await api.ask('{ impact(of: "order-to-cash") { asOf } }'))["impact"]["asOf"]
    made = await changed(api, WAIVE, about=error["id"], reason="Known.", until="2099-12-31")
    shown = {"id": made["waiver"]["id"], "reason": "Known.", "by": "local", "until": "2099-12-31"}
    await api.bring_in(ERRONEOUS.replace("Send bill", "Send the bill"))
    (error,) = await findings(api, severity="ERROR")
    assert error["element"]["id"] == "order-to-cash@2#Stray"
    assert error["waiver"] == shown
    assert [each["waiver"] for each in await findings(api, at=before, severity="ERROR")] == [None]
    assert [each["waiver"] for each in await findings(api, at="2100-01-01T00:00:00Z", severity="ERROR")] == [None]


async def test_findings_that_are_accepted_and_those_that_are_not(api: Api) -> None:
    await erroneous(api)
    await api.bring_in(ERRONEOUS, name="other")
    every = await findings(api)
    await changed(api, WAIVE, about="order-to-cash#Stray", rule="dangling-flow", reason="Known.")
    await changed(api, WAIVE, about="other", rule="bpmn-analyzer/no-dead-activities", reason="Known.")
    waived = await findings(api, waived=True)
    left = await findings(api, waived=False)
    assert {each["id"] for each in every} == {each["id"] for each in (*waived, *left)}
    assert all(each["waiver"] for each in waived)
    assert not any(each["waiver"] for each in left)
    assert ("dangling-flow", "order-to-cash@1#Stray") in {(each["rule"], each["element"]["id"]) for each in waived}
    assert {each["id"] for each in await findings(api, waived=True, version="order-to-cash")} == {
        each["id"] for each in waived if each["element"]["id"].startswith("order-to-cash@")
    }


async def test_a_withdrawn_waiver_is_history(api: Api) -> None:
    error = await erroneous(api)
    made = await changed(api, WAIVE, about=error["id"], reason="Known.")
    uid = made["waiver"]["id"]
    assert codes(await changed(api, WAIVE, about=error["id"], reason="Again.")) == ["ALREADY_WAIVED"]
    during = (await api.ask('{ impact(of: "order-to-cash") { asOf } }'))["impact"]["asOf"]
    done = await changed(api, WITHDRAW, waiver=uid)
    assert done["waiver"]["withdrawnAt"] > during
    assert codes(await changed(api, WITHDRAW, waiver=uid)) == ["ALREADY_WITHDRAWN"]
    assert [each["waiver"] for each in await findings(api, severity="ERROR")] == [None]
    (then,) = await findings(api, at=during, severity="ERROR")
    assert then["waiver"]["id"] == uid
    assert (await changed(api, WAIVE, about=error["id"], reason="Again."))["problems"] == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"about": "nothing", "rule": "label-required"}, "UNKNOWN_ID"),
        ({"about": "finding:0123456789abcdef"}, "UNKNOWN_ID"),
        ({"about": "order-to-cash#Nobody", "rule": "label-required"}, "UNKNOWN_ID"),
        ({"about": "order-to-cash#Stray"}, "UNKNOWN_RULE"),
        ({"about": "order-to-cash#Stray", "rule": "label-requird"}, "UNKNOWN_RULE"),
        ({"about": "order-to-cash", "rule": "bpmn-analyzer/option-to-complete"}, "UNKNOWN_RULE"),
        ({"about": "order-to-cash", "rule": "label-required", "reason": "  "}, "BAD_REASON"),
        ({"about": "order-to-cash", "rule": "label-required", "reason": "x" * 2001}, "BAD_REASON"),
        ({"about": "order-to-cash", "rule": "label-required", "until": "2020-01-01"}, "BAD_DATE"),
        ({"about": "'; DROP", "rule": "label-required"}, "UNKNOWN_ID"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_what_cannot_be_waived_is_a_typed_problem(api: Api, given: dict[str, Any], code: str) -> None:
    await api.bring_in(ERRONEOUS)
    payload = await changed(api, WAIVE, **{"reason": "Known.", **given})
    assert (codes(payload), payload["waiver"]) == ([code], None)


async def test_it_holds_today_when_today_is_its_last_day(api: Api) -> None:
    error = await erroneous(api)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    made = await changed(api, WAIVE, about=error["id"], reason="Known.", until=tomorrow)
    assert made["waiver"]["until"] == tomorrow
    shown = [each["waiver"] for each in await findings(api, severity="ERROR")]
    assert shown[0]["until"] == tomorrow
    later = [each["waiver"] for each in await findings(api, at=f"{tomorrow}T23:59:59Z", severity="ERROR")]
    assert later == shown


async def test_it_goes_with_its_model(api: Api) -> None:
    error = await erroneous(api)
    uid = (await changed(api, WAIVE, about=error["id"], reason="Known."))["waiver"]["id"]
    erase = "mutation($input: EraseModelInput!) { eraseModel(input: $input) { tombstone { counts } } }"
    erased = await changed(api, erase, model="order-to-cash", confirm="order-to-cash")
    assert erased["tombstone"]["counts"]["Waiver"] == 1
    assert (await api.ask("query($id: ID!) { node(id: $id) { id } }", id=uid))["node"] is None
    assert (await changed(api, IMPORT, name="order-to-cash", content=ERRONEOUS))["problems"] == []
    assert [each["waiver"] for each in await findings(api, severity="ERROR")] == [None]


async def test_findings_with_waivers_cost_the_same_however_many(api: Api) -> None:
    await api.bring_in(order_to_cash(more="".join(f'<task id="Lonely_{n}"/>' for n in range(9))))
    used = []
    for _ in range(2):
        api.counting.statements.clear()
        assert len(await findings(api, rule="label-required")) == 9
        used.append(len(api.counting.statements))
        await changed(api, WAIVE, about="order-to-cash#Lonely_1", rule="label-required", reason="Known.")
        await changed(api, WAIVE, about="order-to-cash", rule="label-required", reason="All known.")
    assert used[1] <= used[0] + 1
