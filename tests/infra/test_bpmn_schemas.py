"""Test that the schemas of BPMN are those of their package."""

import hashlib

from infra.bpmn_schemas import DIGESTS, FOLDER


def test_the_schemas_are_as_they_were_taken() -> None:
    found = {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in FOLDER.glob("*.xsd")}
    assert found == DIGESTS


def test_their_licence_lies_beside_them() -> None:
    assert (FOLDER / "LICENSE").read_text(encoding="utf-8").startswith("The MIT License")
