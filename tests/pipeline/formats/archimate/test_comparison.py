"""Test what compare says of architecture models, also where all ids changed."""

import pytest

from pipeline.compare import compare
from pipeline.formats.archimate import FORMAT
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.difference import Change, Difference
from tests.fixtures.corpus import CORPUS, needs_corpus
from tests.pipeline.formats.archimate.documents import concepts, exchange, model, native
from tests.pipeline.formats.archimate.parse.test_exchange import VIEWS

SOME = "ApplicationComponent a Billing\nApplicationService b Invoices\nBusinessProcess c Bill the customer"
TIED = "Realization r a b\nServing s b c"


def difference(one: ArchimateModel, other: ArchimateModel) -> Difference:
    return compare(one, other, FORMAT.comparison)


def changes(one: bytes, other: bytes) -> dict[str, tuple[Change, ...]]:
    """Return the changes of each element by its id before, or after where it was added."""
    entries = difference(model(one), model(other)).entries
    return {(each.before or each.place).id: each.changes for each in entries}


def test_a_renamed_element_and_a_rerouted_relationship_are_told() -> None:
    before = concepts(SOME, TIED)
    assert changes(before, concepts(SOME.replace("Invoices", "Invoicing"), TIED)) == {"b": (Change.CHANGED,)}
    assert changes(before, concepts(SOME, TIED.replace("s b c", "s a c"))) == {"s": (Change.REROUTED,)}
    assert changes(before, concepts(SOME, TIED.replace("Serving", "Flow"))) == {"s": (Change.CHANGED,)}


def test_elements_are_paired_by_what_they_are_where_all_ids_changed() -> None:
    other = concepts(
        SOME.replace(" a ", " x1 ").replace(" b ", " x2 ").replace(" c ", " x3 "),
        "Realization y x1 x2\nServing z x2 x3",
    )
    found = difference(model(concepts(SOME, TIED)), model(other))
    assert found.pairs | {"id-model": "id-model"} == {
        "id-model": "id-model", "a": "x1", "b": "x2", "c": "x3", "r": "y", "s": "z",
    }  # fmt: skip
    assert {change for entry in found.entries for change in entry.changes} == {Change.ID}


def test_an_attribute_of_a_relationship_is_a_change_and_its_default_is_none() -> None:
    some = "BusinessProcess a Sell\nBusinessObject b Order"
    read, default = concepts(some, 'Access r a b accessType="Read"'), concepts(some, "Access r a b")
    assert changes(read, default) == {"r": (Change.CHANGED,)}
    assert changes(default, concepts(some, 'Access r a b accessType="Access"')) == {}
    tied = concepts(some, "Association r a b")
    assert changes(tied, concepts(some, 'Association r a b isDirected="false"')) == {}


def test_a_moved_node_is_layout_and_a_language_of_a_single_name_is_nothing() -> None:
    assert changes(exchange(VIEWS), exchange(VIEWS.replace('x="400"', 'x="401"'))) == {
        "n2": (Change.LAYOUT,), "c": (Change.LAYOUT,),
    }  # fmt: skip
    spoken = VIEWS.replace("<name>G</name>", '<name xml:lang="en">G</name>')
    assert changes(exchange(VIEWS), exchange(spoken)) == {}


def test_properties_are_told_one_by_one() -> None:
    def content(cost: str) -> bytes:
        said = f'<property key="Cost" value="{cost}"/><property key="Owner" value="me"/>'
        return native(f'<folder name="F" id="f"><element xsi:type="archimate:Goal" id="g">{said}</element></folder>')

    (entry,) = difference(model(content("1")), model(content("2"))).entries
    (change,) = entry.properties
    assert [(part.name, part.before, part.after) for part in change.parts] == [("Cost", "1", "2")]


XML, NATIVE = "EAModelSet/raw-data/github/xml", "EAModelSet/raw-data/github/archimate"
IMPORTER = "archimate-model-importer/__tests__/unit/models"


@needs_corpus
@pytest.mark.parametrize(
    ("one", "other", "changed"),
    [
        (f"{XML}/DMS_light.xml", f"{NATIVE}/dms_light.archimate", set()),
        (f"{XML}/Ethereum.xml", f"{NATIVE}/ethereum_arch.archimate", set()),
        # its properties name definitions that are not there
        (f"{IMPORTER}/aoeff_3_1.xml", f"{IMPORTER}/migration_guide_3_1.archimate", {"Capability"}),
    ],
)
def test_the_same_model_of_two_tools_has_the_same_concepts(one: str, other: str, changed: set[str]) -> None:
    before, after = (model((CORPUS / "archimate" / path).read_bytes()) for path in (one, other))
    found = difference(before, after)
    told = {each.id for each in (*before.concepts, *before.relationships)}
    content = {Change.CHANGED, Change.REROUTED, Change.MOVED}
    assert told <= found.pairs.keys()
    assert {
        each.before.kind
        for each in found.entries
        if each.before and each.before.id in told and content & {*each.changes}
    } == changed
