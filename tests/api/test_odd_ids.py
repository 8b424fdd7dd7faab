"""Test that elements are found by the id in their document, and by their id in the graph."""

import pytest

from tests.fixtures.api import Api

ODD = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:odd">
  <process id="Odd"><task id="a b" name="Blank"/><task id="Task#2@3" name="Hash"/><task id="50%" name="Half"/>
    <task id="日本" name="Japan"/></process></definitions>"""
ELEMENT = "query($of: ID!) { element(of: $of) { id name } node(id: $of) { id } impact(of: $of) { start { id } } }"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("a b", "Blank"),
        ("a%20b", "Blank"),
        ("Task#2@3", "Hash"),
        ("Task%232@3", "Hash"),
        ("50%", "Half"),
        ("50%25", "Half"),
        ("日本", "Japan"),
        ("%E6%97%A5%E6%9C%AC", "Japan"),
    ],
)
@pytest.mark.parametrize("version", ["odd", "odd@1"])
async def test_an_element_is_asked_for_as_its_document_writes_it(api: Api, version: str, asked: str, name: str) -> None:
    await api.bring_in(ODD, name="odd")
    found = await api.ask(ELEMENT, of=f"{version}#{asked}")
    assert found["element"]["name"] == name
    assert found["node"]["id"] == found["impact"]["start"]["id"] == found["element"]["id"]


async def test_an_id_that_nothing_has_is_still_unknown(api: Api) -> None:
    await api.bring_in(ODD, name="odd")
    assert await api.code("query($of: ID!) { element(of: $of) { id } }", of="odd#a c") == "UNKNOWN_ID"


async def test_a_waiver_is_about_the_element_itself(api: Api) -> None:
    await api.bring_in(ODD, name="odd")
    waive = "mutation($input: WaiveInput!) { waiveFinding(input: $input) { waiver { about } problems { code } } }"
    given = {"about": "odd#a b", "rule": "invalid-id", "reason": "An old name."}
    made = (await api.ask(waive, input=given))["waiveFinding"]
    assert made == {"waiver": {"about": "odd#a%20b"}, "problems": []}
