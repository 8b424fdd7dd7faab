"""Test the codes by which errors are caught."""

import pytest

from pipeline.ir.tokens.codes import code, stated_code
from tests.fixtures.processes import model

ROOTS = """<error id="Coded" errorCode="OUT" name="Out of stock"/><error id="Named" name="Out of stock"/>
<error id="Bare"/><escalation id="Raised" escalationCode="LATE"/>"""


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ('<errorEventDefinition errorRef="Coded"/>', "OUT"),
        ('<errorEventDefinition errorRef="Named"/>', "Out of stock"),
        ('<errorEventDefinition errorRef="Bare"/>', "Bare"),
        ('<errorEventDefinition errorRef="nowhere"/>', "nowhere"),
        ('<errorEventDefinition xmlns:o="other" errorRef="o:there"/>', "there"),
        ("<errorEventDefinition/>", ""),
        ('<escalationEventDefinition escalationRef="Raised"/>', "LATE"),
    ],
)
def test_an_event_is_caught_by_its_code_else_by_what_stands_for_it(definition: str, expected: str) -> None:
    found = model(f'<endEvent id="e">{definition}</endEvent>', roots=ROOTS)
    assert code(found, found.by_id["e"].events[0]) == expected


@pytest.mark.parametrize(("ref", "expected"), [("Coded", "OUT"), ("Named", "Out of stock"), ("Bare", ""), ("no", "")])
def test_an_id_stands_for_no_code_in_other_documents(ref: str, expected: str) -> None:
    found = model(f'<endEvent id="e"><errorEventDefinition errorRef="{ref}"/></endEvent>', roots=ROOTS)
    assert stated_code(found, found.by_id["e"].events[0]) == expected
