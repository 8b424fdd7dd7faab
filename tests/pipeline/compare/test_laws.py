"""Test the laws of comparison: nothing differs from itself, directions agree, ids carry no meaning."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ir.difference import By, Change
from pipeline.ir.workflow import WorkflowModel
from tests.fixtures.laws import examples
from tests.pipeline.compare.documents import HEAD, compare, compared, model, told, under_other_ids

NODES = ("task", "userTask", "exclusiveGateway", "parallelGateway", "startEvent", "endEvent", "subProcess")
WORDS = ("", "", "Pay", "Ship", "Check stock", "check Stock", "Task 1", "Task 2", "\u202eevil", "=1+1")
relaxed = settings(deadline=None, max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])

Node = tuple[str, str]
Flow = tuple[int, int]
Graph = tuple[list[Node], list[Flow]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    nodes = draw(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(WORDS)), max_size=12))
    ends = st.integers(0, max(0, len(nodes) - 1))
    return nodes, draw(st.lists(st.tuples(ends, ends), max_size=18)) if nodes else []


def document(graph: Graph, prefix: str = "n") -> bytes:
    nodes, flows = graph
    parts = [f'<{kind} id="{prefix}{at}" name="{name}"/>' for at, (kind, name) in enumerate(nodes)]
    parts += [
        f'<sequenceFlow id="{prefix}_{at}" sourceRef="{prefix}{a}" targetRef="{prefix}{b}"/>'
        for at, (a, b) in enumerate(flows)
    ]
    return "\n".join((HEAD, '<process id="Process">', *parts, "</process>", "</definitions>")).encode()


def of(graph: Graph, prefix: str = "n") -> WorkflowModel:
    return model(document(graph, prefix))


@relaxed
@given(graphs())
def test_nothing_differs_from_itself(graph):
    found = compare(of(graph), of(graph))
    assert found.identical
    assert found.matched[By.MEANING] == 0


@relaxed
@given(graphs(), graphs(), st.sampled_from("nm"))
def test_both_directions_say_the_same_and_every_element_is_in_it_once(one, other, prefix):
    before, after = of(one), of(other, prefix)
    found = compared(before, after)
    pairs = sum(found.matched.values())
    assert pairs + found.by_change.get(Change.REMOVED, 0) == len(before.elements)
    assert pairs + found.by_change.get(Change.ADDED, 0) == len(after.elements)
    assert len({entry.before.id for entry in found.entries if entry.before}) == sum(
        entry.before is not None for entry in found.entries
    )
    assert all(0 <= entry.match.score <= 1 for entry in found.entries if entry.match)


@relaxed
@given(graphs(), st.integers(0, 1_000))
def test_other_ids_are_no_other_meaning(graph, seed):
    """Include lookalikes: in the same order, they are interchangeable."""
    before = document(graph)
    after, ids = under_other_ids(before, seed)
    found = compared(model(before), model(after))
    assert found.same_meaning
    assert found.by_change == {Change.ID: len(ids)}


@relaxed
@given(st.data(), st.integers(0, 1_000))
def test_elements_with_names_of_their_own_are_found_under_any_id_in_any_order(data, seed):
    nodes, flows = data.draw(graphs())
    named = [(kind, f"{name} {chr(65 + at) * 3}") for at, (kind, name) in enumerate(nodes)]
    before = document((named, sorted(set(flows))))  # two flows between the same nodes look alike
    after, ids = under_other_ids(before, seed, shuffle=True)
    found = compared(model(before), model(after))
    assert found.by_change == {Change.ID: len(ids)}
    assert {(each[0], each[1]) for each in told(found)} == set(ids.items())


@relaxed
@given(graphs(), st.data())
def test_what_is_taken_away_is_all_that_is_said_to_be(graph, data):
    """Test removals: elements keep their ids; a flow is removed with its source or target."""
    nodes, flows = graph
    gone = data.draw(st.sets(st.integers(0, max(0, len(nodes) - 1)))) & set(range(len(nodes)))
    lost = {at for at, ends in enumerate(flows) if gone & set(ends)}
    before = document(graph).decode().splitlines()
    ids = {f'"n{at}"' for at in gone} | {f'"n_{at}"' for at in lost}
    after = [line for line in before if not any(f"id={id_}" in line for id_ in ids)]
    found = compared(model("\n".join(before).encode()), model("\n".join(after).encode()))
    assert {each[0] for each in told(found)} == {id_.strip('"') for id_ in ids}
    assert found.by_change == ({Change.REMOVED: len(ids)} if ids else {})
