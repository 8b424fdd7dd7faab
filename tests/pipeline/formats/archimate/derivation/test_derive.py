"""Compare derivation with brute force over small models, and look at chains, junctions and bounds."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.archimate.derivation import derive as deriving
from pipeline.formats.archimate.derivation.derive import derive, repeated
from pipeline.formats.archimate.table import allowed
from pipeline.ir.architecture import RELATIONSHIPS
from pipeline.ir.deriving import Asked, Certainty
from tests.fixtures.laws import examples
from tests.pipeline.formats.archimate.derivation import oracle
from tests.pipeline.formats.archimate.documents import concepts, model

SERVING_A_PROCESS = (
    "ApplicationComponent c Billing\nApplicationFunction f Invoicing\nApplicationService s Invoices\n"
    "BusinessProcess p Sell\nBusinessRole r Seller"
)
SERVES = "Assignment r1 c f\nRealization r2 f s\nServing r3 s p\nAssignment r4 r p"


@st.composite
def models(draw):
    """Return kinds of elements by id, and relationships that the table allows between them."""
    some = st.sampled_from(
        ("BusinessProcess", "ApplicationComponent", "Goal", "Grouping", "Capability", "WorkPackage", "DataObject")
    )
    kinds = {f"e{number}": kind for number, kind in enumerate(draw(st.lists(some, min_size=3, max_size=5)))}
    possible = [
        (source, kind, target)
        for source in kinds
        for target in kinds
        for kind in sorted(allowed(kinds[source], kinds[target]) or ())
        if source != target
    ]
    return kinds, draw(st.lists(st.sampled_from(possible), min_size=2, max_size=6, unique=True))


def built(kinds, relations):
    elements = "\n".join(f"{kind} {id_} {id_}" for id_, kind in kinds.items())
    return model(concepts(elements, "\n".join(f"{r[1]} r{n} {r[0]} {r[2]}" for n, r in enumerate(relations))))


def found(asked_of, certainty=Certainty.VALID, **asked):
    return derive(asked_of, Asked(certainty=certainty, **asked)).derived


def keys(derived):
    return {(each.source, each.kind, each.target) for each in derived}


@settings(max_examples=examples(60), deadline=None)
@given(models())
def test_what_is_derived_is_what_brute_force_derives(given_model):
    kinds, relations = given_model
    asked_of = built(kinds, relations)
    valid, potential = oracle.derived(relations, kinds)
    assert keys(found(asked_of)) == valid
    assert keys(found(asked_of, Certainty.POTENTIAL)) == potential


@settings(max_examples=examples(60), deadline=None)
@given(models())
def test_a_chain_leads_from_source_to_target_and_is_allowed(given_model):
    kinds, relations = given_model
    asked_of = built(kinds, relations)
    for each in (*found(asked_of), *found(asked_of, Certainty.POTENTIAL)):
        at = each.source
        for link in each.chain:
            ends = {asked_of.by_id[link].source, asked_of.by_id[link].target}
            assert at in ends
            (at,) = ends - {at}
        assert at == each.target
        assert len(each.rules) == len(each.chain) - 1
        assert each.kind in (allowed(kinds[each.source], kinds[each.target]) or ())
        assert all(rule.startswith("DR") for rule in each.rules) == (each.certainty is Certainty.VALID)


@settings(max_examples=examples(60), deadline=None)
@given(models())
def test_a_relationship_is_repeated_if_the_others_yield_it(given_model):
    kinds, relations = given_model
    expected = {
        f"r{number}"
        for number, each in enumerate(relations)
        if each in oracle.derived(relations[:number] + relations[number + 1 :], kinds)[0]
    }
    assert set(repeated(built(kinds, relations), 1_000_000)) == expected


def test_a_component_serves_the_process_that_its_service_serves():
    asked_of = model(concepts(SERVING_A_PROCESS, SERVES))
    (serving,) = found(asked_of, source="c", target="p")
    assert (serving.kind, serving.chain) == ("Serving", ("r1", "r2", "r3"))
    assert serving.rules[-1] in {"DR3", "DR2"}
    (role,) = found(asked_of, source="c", target="r", kinds=frozenset({"Serving"}))
    assert role.chain == ("r1", "r2", "r3", "r4")


def test_a_forbidden_relationship_neither_follows_nor_leads_on():
    artefact = "Artifact a Rates\nBusinessProcess p Sell\nBusinessRole r Seller"
    assert not found(model(concepts(artefact, "Serving r1 a p\nAssignment r2 r p")))


@pytest.mark.parametrize(("junction", "certainty"), [("AndJunction", "valid"), ("OrJunction", "potential")])
def test_relationships_through_a_junction_count_as_one(junction, certainty):
    elements = f"BusinessProcess a Order\n{junction} j x\nBusinessProcess b Ship\nBusinessProcess c Bill"
    asked_of = model(concepts(elements, "Triggering r1 a j\nTriggering r2 j b\nTriggering r3 b c"))
    (derived,) = found(asked_of, Certainty(certainty), source="a", target="c", kinds=frozenset({"Triggering"}))
    assert derived.chain == ("r1", "r2", "r3")
    assert not found(asked_of, source="a", target="b")


def test_a_grouping_passes_its_parts_what_it_realizes():
    elements = "Grouping g Platform\nApplicationComponent a Billing\nApplicationService s Invoices"
    asked_of = model(concepts(elements, "Aggregation r1 g a\nRealization r2 g s"))
    assert ("a", "Realization", "s") in keys(found(asked_of, Certainty.POTENTIAL))
    (derived,) = found(asked_of, Certainty.POTENTIAL, source="a", target="s", kinds=frozenset({"Realization"}))
    assert derived.rules == ("PDR12",)


def test_nothing_is_derived_through_an_element_of_a_third_domain():
    elements = "ApplicationComponent a Billing\nCapability b Selling\nGoal c Profit"
    assert not found(model(concepts(elements, "Realization r1 a b\nInfluence r2 b c")))
    elements = "WorkPackage a Project\nApplicationComponent b Billing\nRequirement c Speed"
    assert found(model(concepts(elements, "Realization r1 a b\nRealization r2 b c")), target="c")


def test_a_long_chain_is_followed_to_its_end():
    elements = "\n".join(f"ApplicationComponent e{number} x" for number in range(60))
    chain = "\n".join(f"Composition r{number} e{number} e{number + 1}" for number in range(59))
    (derived,) = found(model(concepts(elements, chain)), source="e0", target="e59")
    assert derived.chain == tuple(f"r{number}" for number in range(59))
    assert set(derived.rules) == {"DR2"}


def test_an_end_that_the_model_lacks_is_named():
    assert derive(model(concepts("Goal a x")), Asked(source="a", target="nowhere")).unknown == "nowhere"


def test_a_dense_model_is_answered_in_part_and_says_so(monkeypatch):
    monkeypatch.setattr(deriving, "_MOST", 50_000)
    elements = "\n".join(f"ApplicationComponent e{number} x" for number in range(80))
    every = "\n".join(
        f"{kind} r{kind}{a}-{b} e{a} e{b}"
        for kind in ("Composition", "Serving", "Flow")
        for a in range(80)
        for b in range(a % 3, 80, 3)
        if a != b
    )
    begun = time.process_time()
    answer = derive(model(concepts(elements, every)), Asked(certainty=Certainty.POTENTIAL))
    assert not answer.complete
    assert time.process_time() - begun < 20


def test_every_kind_of_relationship_has_a_place_in_the_rules():
    from pipeline.formats.archimate.derivation.rules import DEPENDENCY, DYNAMIC, SPECIALIZATION, STRUCTURAL

    assert {*STRUCTURAL, *DEPENDENCY, *DYNAMIC, SPECIALIZATION} == RELATIONSHIPS
